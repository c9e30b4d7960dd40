/** The nearest zoom of which there are tiles; nearer by a map draws these larger. */
export const nearestTiles = 16
