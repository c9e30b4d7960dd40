/** Leads the reader to the figure in the panel; where that lies below the map, the page goes there too. */
export function goToFigure(): void {
  const panel = document.getElementById('figure')
  const beside = isBeside()
  if (!beside) panel?.scrollIntoView({ block: 'start' })
  panel?.querySelector<HTMLElement>('button.figure')?.focus({ preventScroll: !beside })
}

/** Whether the panel is in sight of whoever looks at the map. */
export function isBeside(): boolean {
  return matchMedia('(width >= 56rem)').matches
}
