import { ApiError, problem } from './get.ts'

/** A file as the server sends it, and what it calls it. */
export interface SentFile {
  blob: Blob
  name: string
}

/**
 * Has the server make a file.
 * @param question what it is to answer, where an address would be too short for it
 * @throws {ApiError} with its sentence where it refuses
 */
export async function getFile(address: string, question: object | undefined): Promise<SentFile> {
  const how = question && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  }
  const response = await fetch(address, how).catch(() => {
    throw new ApiError(0, '')
  })
  if (!response.ok) throw new ApiError(response.status, await problem(response))
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? ''
  return { blob: await response.blob(), name: decodeURIComponent(name) }
}

/** Keeps a file where the browser keeps them. */
export function keepFile({ blob, name }: SentFile): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
