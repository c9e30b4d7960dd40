import type { FontFacesSpecification } from 'maplibre-gl'

/** The page's own face; the map draws with the same files. */
const family = 'Noto Sans SC Variable'

/** Names of places: the page's face, then what a county's PC is likely to have. */
export const nameFont = [family, 'Noto Sans CJK SC', 'Microsoft YaHei']

/** Figures on the map: map.css declares this face as the Latin part of the page's, in bold. */
export const figureFont = ['Xiucheng Figures Bold']

/**
 * The parts of the page's face for the map: addresses and the characters each part holds, as the
 * style sheets declare them. Only the parts a label needs are fetched.
 */
export function fontFaces(sheets: Iterable<CSSStyleSheet> = document.styleSheets): FontFacesSpecification {
  const parts = [...sheets].flatMap((sheet) =>
    [...readable(sheet)]
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .flatMap((rule) => part(rule.style, sheet.href ?? document.baseURI)),
  )
  return { [family]: parts }
}

function readable(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules
  } catch {
    // A sheet of a browser extension may not be read; it holds none of our faces.
    return []
  }
}

function part(face: CSSStyleDeclaration, base: string): { url: string; 'unicode-range': string[] }[] {
  if (!face.getPropertyValue('font-family').includes(family)) return []
  const address = /url\(["']?([^"')]+)/.exec(face.getPropertyValue('src'))?.[1]
  const ranges = face.getPropertyValue('unicode-range').split(/,\s*/).filter(Boolean)
  return address ? [{ url: new URL(address, base).href, 'unicode-range': ranges }] : []
}
