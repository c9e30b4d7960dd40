/** Leads the reader to the figure in the panel; where that lies below the map, the page goes there too. */
export function goToFigure(): void {
  const panel = document.getElementById('figure')
  const beside = matchMedia('(width >= 56rem)').matches
  if (!beside) panel?.scrollIntoView({ block: 'start' })
  panel?.querySelector<HTMLElement>('button.figure')?.focus({ preventScroll: !beside })
}
