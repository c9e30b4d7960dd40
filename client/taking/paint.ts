/**
 * Paints a part of the page on a canvas, as it stands: grounds, borders, texts, pictures, and the few shapes our
 * signs are made of. So what is kept as a picture is what is printed.
 * @param scale pixels of the canvas for one of the page
 */
export function paint(root: HTMLElement, scale: number): HTMLCanvasElement {
  const box = root.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(box.width * scale)
  canvas.height = Math.round(box.height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.scale(scale, scale)
  context.translate(-box.left, -box.top)
  element(context, root)
  return canvas
}

function element(context: CanvasRenderingContext2D, one: Element): void {
  const style = getComputedStyle(one)
  if (style.display === 'none' || style.visibility === 'hidden' || one.classList.contains('unseen')) return
  if (one instanceof SVGElement && !(one instanceof SVGSVGElement)) {
    shape(context, one, style)
    return
  }
  ground(context, one.getBoundingClientRect(), style)
  if (one instanceof HTMLCanvasElement) {
    const { left, top, width, height } = one.getBoundingClientRect()
    context.drawImage(one, left, top, width, height)
  }
  for (const child of one.childNodes) {
    if (child instanceof Element) element(context, child)
    else if (child instanceof Text) text(context, child, style)
  }
}

function ground(context: CanvasRenderingContext2D, box: DOMRect, style: CSSStyleDeclaration): void {
  context.fillStyle = style.backgroundColor
  // signs are rounded, sheets are not; a share is one of the width
  const given = Number.parseFloat(style.borderTopLeftRadius)
  const radius = style.borderTopLeftRadius.endsWith('%') ? (given / 100) * box.width : given
  context.beginPath()
  context.roundRect(box.left, box.top, box.width, box.height, radius)
  context.fill()
  const sides = [
    [style.borderTopWidth, style.borderTopColor, (w: number) => [box.left, box.top, box.width, w]],
    [style.borderBottomWidth, style.borderBottomColor, (w: number) => [box.left, box.bottom - w, box.width, w]],
    [style.borderLeftWidth, style.borderLeftColor, (w: number) => [box.left, box.top, w, box.height]],
    [style.borderRightWidth, style.borderRightColor, (w: number) => [box.right - w, box.top, w, box.height]],
  ] as const
  for (const [width, colour, rect] of sides) {
    const [x = 0, y = 0, w = 0, h = 0] = rect(Number.parseFloat(width))
    context.fillStyle = colour
    context.fillRect(x, y, w, h)
  }
}

/** A text line by line, each where the page has broken it. */
function text(context: CanvasRenderingContext2D, node: Text, style: CSSStyleDeclaration): void {
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.color
  const range = document.createRange()
  let line: { letters: string; box: DOMRect } | undefined
  let at = 0
  for (const letter of node.data) {
    range.setStart(node, at)
    at += letter.length
    range.setEnd(node, at)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    if (line && Math.abs(line.box.top - box.top) > 1) {
      write(context, line)
      line = undefined
    }
    line = { letters: (line?.letters ?? '') + letter.replace(/\s/, ' '), box: line?.box ?? box }
  }
  if (line) write(context, line)
}

function write(context: CanvasRenderingContext2D, { letters, box }: { letters: string; box: DOMRect }): void {
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText(letters)
  context.fillText(letters, box.left, box.top + (box.height - above - below) / 2 + above)
}

function shape(context: CanvasRenderingContext2D, one: SVGElement, style: CSSStyleDeclaration): void {
  const matrix = one instanceof SVGGraphicsElement ? one.getScreenCTM() : null
  const path = new Path2D(one.getAttribute('d') ?? '')
  if (one instanceof SVGLineElement) {
    path.moveTo(one.x1.baseVal.value, one.y1.baseVal.value)
    path.lineTo(one.x2.baseVal.value, one.y2.baseVal.value)
  }
  if (!matrix) return
  context.save()
  context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
  context.fillStyle = style.fill
  if (style.fill !== 'none') context.fill(path)
  context.strokeStyle = style.stroke
  context.lineWidth = Number.parseFloat(style.strokeWidth)
  context.lineCap = style.strokeLinecap as CanvasLineCap
  if (style.strokeDasharray !== 'none') context.setLineDash(style.strokeDasharray.split(',').map(Number.parseFloat))
  if (style.stroke !== 'none') context.stroke(path)
  context.restore()
}
