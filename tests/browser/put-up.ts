/**
 * Puts up a display of these scenes. Each stays as long as may be unless told, so that none but a hand changes it.
 * @param address of the server
 * @returns where it is shown, and what takes it down again
 */
export async function putUp(
  address: string,
  id: string,
  scenes: readonly string[],
  seconds = 3600,
): Promise<{ path: string; takeDown: () => Promise<void> }> {
  const turns = scenes.map((scene) => ({ scene, seconds }))
  const programme = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', turns }]
  const given = { title: '大厅', profile: { skin: 'ink', lang: 'zh-CN' }, programme }
  const display = `${address}/api/displays/${id}`
  const headers = { 'content-type': 'application/json' }
  const { ok } = await fetch(display, { method: 'PUT', headers, body: JSON.stringify(given) })
  if (!ok) throw new Error(`the display ${id} cannot be put up`)
  return { path: `/wall/${id}`, takeDown: async () => void (await fetch(display, { method: 'DELETE' })) }
}
