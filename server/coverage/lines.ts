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
 * Lines of shapes as PostGIS writes them (WKB, little-endian, two coordinates), one after the other: lines, or the rings
 * of grounds; points have none.
 * @param fids whose each shape is
 * @throws {Error} for a shape of another kind
 */
export function linesOf(fids: readonly number[], wkb: Uint8Array): Lines {
  // a vertex is 16 bytes, so there are no more of them than that
  const most = Math.floor(wkb.byteLength / 16)
  const xs = new Float64Array(most)
  const ys = new Float64Array(most)
  const starts: number[] = []
  const owners: number[] = []
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  let vertex = 0
  let at = 0
  const count = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const vertices = (fid: number) => {
    starts.push(vertex)
    owners.push(fid)
    for (let left = count(); left > 0; left--) {
      xs[vertex] = view.getFloat64(at, true)
      ys[vertex++] = view.getFloat64(at + 8, true)
      at += 16
    }
  }
  const shape = (fid: number) => {
    at += 1
    const kind = count()
    if (kind === point) at += 16
    else if (kind === line) vertices(fid)
    else if (kind === ground) for (let rings = count(); rings > 0; rings--) vertices(fid)
    else if (kind >= 4 && kind <= 7) for (let parts = count(); parts > 0; parts--) shape(fid)
    else throw new Error(`no lines in a shape of kind ${kind}`)
  }
  for (const fid of fids) shape(fid)
  starts.push(vertex)
  return {
    xs: xs.slice(0, vertex),
    ys: ys.slice(0, vertex),
    starts: Int32Array.from(starts),
    fids: Int32Array.from(owners),
  }
}
