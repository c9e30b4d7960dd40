/** What the browser tests use of the plain scripts in `tests/setup`. */
declare module '*/setup/chromium.mjs' {
  export function findChromium(): Promise<string | undefined>
}
