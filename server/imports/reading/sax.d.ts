/** What is used of sax, which has no types of its own. */
declare module 'sax' {
  interface Parser {
    onerror: (error: Error) => void
    onopentag: (tag: { name: string; attributes: Record<string, string> }) => void
    onclosetag: (name: string) => void
    ontext: (text: string) => void
    oncdata: (text: string) => void
    write(text: string): void
    close(): void
  }
  const sax: { parser(strict: boolean): Parser }
  export default sax
}
