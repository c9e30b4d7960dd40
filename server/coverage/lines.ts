/** Lines in a plane, in metres, their vertices one line after the other. */
export interface Lines {
  xs: Float64Array
  ys: Float64Array
  /** The first vertex of each line, and at the end the number of vertices. */
  starts: Int32Array
  /** The thing each line belongs to. */
  fids: Int32Array
}

const point = 1
const line = 2
const ground = 3

/**
 * Lines of shapes as PostGIS writes them (WKB, little-endian, two coordinates): lines, or the rings of grounds; points
 * have none.
 * @throws {Error} for a shape of another kind
 */
export function linesOf(shapes: readonly { fid: number; wkb: Uint8Array }[]): Lines {
  const xs: number[] = []
  const ys: number[] = []
  const starts: number[] = []
  const fids: number[] = []
  for (const { fid, wkb } of shapes) {
    const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
    let at = 0
    const count = () => {
      at += 4
      return view.getUint32(at - 4, true)
    }
    const vertices = () => {
      starts.push(xs.length)
      fids.push(fid)
      for (let left = count(); left > 0; left--) {
        xs.push(view.getFloat64(at, true))
        ys.push(view.getFloat64(at + 8, true))
        at += 16
      }
    }
    const shape = () => {
      at += 1
      const kind = count()
      if (kind === point) at += 16
      else if (kind === line) vertices()
      else if (kind === ground) for (let rings = count(); rings > 0; rings--) vertices()
      else if (kind >= 4 && kind <= 7) for (let parts = count(); parts > 0; parts--) shape()
      else throw new Error(`no lines in a shape of kind ${kind}`)
    }
    shape()
  }
  starts.push(xs.length)
  return {
    xs: Float64Array.from(xs),
    ys: Float64Array.from(ys),
    starts: Int32Array.from(starts),
    fids: Int32Array.from(fids),
  }
}
