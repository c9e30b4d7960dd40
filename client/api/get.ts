/** What went wrong between this page and its server: `status` is 0 where no answer came. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

type Params = Record<string, string | number | null | undefined>

/** How long an answer is waited for, in milliseconds: a server that hangs looks like one that is busy. */
const longestWait = 120_000
/** How long for one that is always quick, and by which a page knows whether the server is there. */
export const quickly = 20_000

/**
 * Asks the server for JSON.
 * @param alsoGood statuses that are answers too, not errors
 * @param patience after so many milliseconds without it there is no answer
 */
export function get<T>(
  path: string,
  params: Params,
  signal: AbortSignal,
  alsoGood: number[] = [],
  patience = longestWait,
): Promise<T> {
  return answer(address(path, params), { signal, headers: { accept: 'application/json' } }, alsoGood, patience)
}

/** Asks the server for features; when it told them is no part of what it told, so that what is the same stays the same. */
export async function getFeatures<T>(path: string, params: Params, signal: AbortSignal): Promise<{ features: T[] }> {
  const { features } = await get<{ features: T[] }>(path, params, signal)
  return { features }
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

async function answer<T>(
  address: string,
  how: RequestInit & { signal: AbortSignal },
  alsoGood: number[],
  patience = longestWait,
): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patience)
  try {
    const signal = AbortSignal.any([how.signal, late.signal])
    const response = await fetch(address, { ...how, signal }).catch((cause: unknown) => {
      throw how.signal.aborted ? cause : new ApiError(0, '')
    })
    if (!response.ok && !alsoGood.includes(response.status))
      throw new ApiError(response.status, await problem(response))
    if (response.status === 204) return undefined as T
    return (await response.json().catch(() => {
      throw new ApiError(late.signal.aborted ? 0 : response.status, '')
    })) as T
  } finally {
    clearTimeout(timer)
  }
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
