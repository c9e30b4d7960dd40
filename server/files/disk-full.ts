/** What the system says when nothing more can be written: full, over quota, over a limit. */
const full = /ENOSPC|EDQUOT|EFBIG|no space left|file too large|disk quota/i

/** The sentence for an error that says that nothing more can be written; undefined for any other. */
export function diskFull(error: unknown): string | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (!full.test(`${code} ${message}`) && code !== '53100') return undefined
  return `Nothing was written: the disk is full, or a file may not grow further (${code || message}).`
}
