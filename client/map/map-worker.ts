/**
 * The map's worker, each of whose questions has an end: MapLibre waits for ever for a tile that never comes, and does not
 * ask for it again before it knows that it does not.
 */
import 'maplibre-gl/dist/maplibre-gl-worker.mjs'

/**
 * How long a tile is waited for, in milliseconds: a server that hangs looks like one that is busy, or far away. Longer than
 * the keeper waits (`keeper.ts`), which may have another one.
 */
const patience = 20_000

const ask = globalThis.fetch
globalThis.fetch = async (what, how) => {
  const request = new Request(what, how)
  const answer = await ask(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) })
  // one that breaks off is none either
  const body = await answer.arrayBuffer()
  return new Response(body.byteLength > 0 ? body : null, answer)
}
