/** What went wrong between this page and its server: `status` is 0 where no answer came. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

type Params = Record<string, string | number | null | undefined>

/** Asks the server for JSON. Statuses in `alsoGood` are answers too, not errors. */
export function get<T>(path: string, params: Params, signal: AbortSignal, alsoGood: number[] = []): Promise<T> {
  return answer(address(path, params), { signal, headers: { accept: 'application/json' } }, alsoGood)
}

/** Asks the server a question too long for an address. */
export function ask<T>(path: string, params: Params, question: object, signal: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return answer(address(path, params), { method: 'POST', signal, headers, body: JSON.stringify(question) }, [])
}

/**
 * Has the server keep something, or let it go.
 * @param token what lets one do so from elsewhere than the machine itself
 */
export function change<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  what: object | null,
  token: string | null = null,
): Promise<T> {
  const headers = {
    accept: 'application/json',
    ...(what ? { 'content-type': 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const { signal } = new AbortController()
  return answer(address(path, {}), { method, signal, headers, ...(what ? { body: JSON.stringify(what) } : {}) }, [])
}

async function answer<T>(address: string, how: RequestInit & { signal: AbortSignal }, alsoGood: number[]): Promise<T> {
  const response = await fetch(address, how).catch((cause: unknown) => {
    throw how.signal.aborted ? cause : new ApiError(0, '')
  })
  if (!response.ok && !alsoGood.includes(response.status)) throw new ApiError(response.status, await problem(response))
  if (response.status === 204) return undefined as T
  return (await response.json().catch(() => {
    throw new ApiError(response.status, '')
  })) as T
}

function address(path: string, params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined) query.set(name, String(value))
  }
  return query.size > 0 ? `/api/${path}?${query}` : `/api/${path}`
}

/** The sentence of a problem that the server sent. */
export async function problem(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null
  return typeof detail === 'string' ? detail : ''
}
