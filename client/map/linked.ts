import type { Map as MapLibre } from 'maplibre-gl'

/** Maps that show the same place: where one of them goes, the others are. */
export class Linked {
  private readonly maps = new Set<MapLibre>()
  private following = false

  join(map: MapLibre): void {
    const [first] = this.maps
    if (first) go(map, first)
    this.maps.add(map)
    map.on('move', () => this.follow(map))
  }

  leave(map: MapLibre): void {
    this.maps.delete(map)
  }

  private follow(leader: MapLibre): void {
    // a map that follows moves too, and is not to be followed back
    if (this.following || !this.maps.has(leader)) return
    this.following = true
    for (const map of this.maps) if (map !== leader) go(map, leader)
    this.following = false
  }
}

function go(map: MapLibre, leader: MapLibre): void {
  map.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() }, { linked: true })
}
