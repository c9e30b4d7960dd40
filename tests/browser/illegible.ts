import type { Page } from 'playwright-core'

/**
 * What of a display cannot be read from afar: figures, names and states below a forty-fifth of the height, second lines
 * below a sixtieth, text off the stage or cut; and what nobody could use there: something to click, a cursor, a page that scrolls. In words, with what it befalls.
 */
export function illegible(page: Page): Promise<string[]> {
  return page.evaluate(look)
}

/** Runs in the page. */
function look(): string[] {
  const stretch = Number(getComputedStyle(document.documentElement).getPropertyValue('--stretch'))
  const height = Math.min(innerWidth * stretch, innerHeight)
  const stage = document.querySelector('.wall')?.getBoundingClientRect() ?? new DOMRect()
  const found: string[] = []
  const lines: { name: string; box: DOMRect }[] = []
  /** Where a text stands. */
  const boxOf = (text: Node): DOMRect => {
    const all = document.createRange()
    all.selectNode(text)
    return all.getBoundingClientRect()
  }
  // lines may come close to one another
  const overlap = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.height, other.height) / 3
  /** All that cuts off what does not fit into it. */
  const roomsAround = ({ parentElement: around }: Element): { name: string; room: DOMRect }[] => {
    if (around === null || around === document.body) return []
    const cuts = getComputedStyle(around).overflowX !== 'visible'
    const here = { name: around.className || around.tagName, room: around.getBoundingClientRect() }
    return [...(cuts ? [here] : []), ...roomsAround(around)]
  }
  for (const one of document.querySelectorAll<HTMLElement>('.wall *:not(.unseen)')) {
    const own = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    if (own.length === 0 || one.closest('.map, .trend-chart')) continue
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const rooms = roomsAround(one)
    // for what stands in a column of its own beside one there is no room
    if (rooms.some(({ room }) => left >= room.right)) continue
    const least = height / (one.closest('.second, .wall-strip, .legend') ? 60 : 45)
    const size = Number.parseFloat(getComputedStyle(one).fontSize)
    const name = `${one.textContent} ${size.toFixed(1)}`
    for (const box of own.map(boxOf)) {
      for (const other of lines) if (overlap(other.box, box)) found.push(`over one another: ${other.name}, ${name}`)
      lines.push({ name, box })
    }
    if (size < least - 0.05) found.push(`small: ${name}`)
    if (left < stage.left || right > stage.right + 1 || top < stage.top || bottom > stage.bottom + 1)
      found.push(`off the stage: ${name}`)
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline') found.push(`cut: ${name}`)
    for (const { name: around, room } of rooms) {
      if (left < room.left - 1 || right > room.right + 1 || top < room.top - 1 || bottom > room.bottom + 1)
        found.push(`cut by ${around}: ${name}`)
    }
  }
  const { scrollWidth, scrollHeight } = document.documentElement
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) found.push('the page scrolls')
  if (document.querySelector('.wall :is(button, a, input, select)')) found.push('something to click')
  if (getComputedStyle(document.body).cursor !== 'none') found.push('a cursor')
  return found
}
