/** The page of this display as the server gives it now, and all that it names; each of these files was had. */
export interface WholePage {
  /** The name of its script. */
  build: string | null
  files: string[]
  answer: Response
}

/** How long a file is waited for, in milliseconds. */
const patience = 20_000

/** Asks for the page and for all it names; null where anything of it cannot be had: it is not to take the place of what is shown. */
export async function wholePage(): Promise<WholePage | null> {
  try {
    const answer = await had(location.pathname)
    const text = await answer.clone().text()
    const files = [...text.matchAll(/"(\/(?:wall\/)?assets\/[^"]+)"/g)].map(([, file = '']) => file)
    await Promise.all(files.map(had))
    return { build: buildIn(text), files, answer }
  } catch {
    return null
  }
}

/** The build that a page or a script belongs to: the name of the wall's script, which carries a hash of what is in it. */
export function buildIn(text: string): string | null {
  return /\/assets\/([\w-]+)\.js/.exec(text)?.[1] ?? null
}

/** The build of this page. None in development. */
export const buildHere = buildIn([...document.scripts].map(({ src }) => src).join(' '))

async function had(address: string): Promise<Response> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patience) })
  if (!answer.ok) throw new Error(address)
  return answer
}
