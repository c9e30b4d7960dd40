import { crc32, deflateRawSync } from 'node:zlib'

/** A zip archive of these files, by name; `times` lists each so often over the same bytes, as a zip bomb does. */
export function zipOf(files: Record<string, string | Buffer>, times = 1): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const named = Buffer.from(name)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(0x800, 2)
    about.writeUInt16LE(8, 4)
    about.writeUInt32LE(crc32(bytes), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(bytes.length, 18)
    about.writeUInt16LE(named.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), about, rest, named])
    for (let n = 0; n < times; n++) directory.push(entry)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, named, packed])
    parts.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listed, end])
}

type Cell = string | number | { formula: string; value?: string | number }

/** A workbook with these sheets, each a list of rows. */
export function workbookOf(sheets: Record<string, Cell[][]>): Buffer {
  const names = Object.keys(sheets)
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'
  const bookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${bookType}"/>${names.map((_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${sheetType}"/>`).join('')}</Types>`,
    '_rels/.rels': relations([`${office}/officeDocument`], ['xl/workbook.xml']),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets>${names.map((name, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      names.map(() => `${office}/worksheet`),
      names.map((_, n) => `worksheets/sheet${n + 1}.xml`),
    ),
  }
  for (const [n, rows] of Object.values(sheets).entries()) {
    const data = rows.map((row, y) => `<row r="${y + 1}">${row.map((cell, x) => written(cell, x, y)).join('')}</row>`)
    files[`xl/worksheets/sheet${n + 1}.xml`] = `<worksheet ${main}><sheetData>${data.join('')}</sheetData></worksheet>`
  }
  return zipOf(files)
}

function relations(types: string[], targets: string[]): string {
  const each = types.map((type, n) => `<Relationship Id="rId${n + 1}" Type="${type}" Target="${targets[n]}"/>`)
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

function written(cell: Cell, x: number, y: number): string {
  const place = `r="${String.fromCharCode(65 + x)}${y + 1}"`
  if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`
  if (typeof cell === 'string') return `<c ${place} t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
  const value = cell.value === undefined ? '' : `<v>${cell.value}</v>`
  return `<c ${place}${typeof cell.value === 'string' ? ' t="str"' : ''}><f>${escaped(cell.formula)}</f>${value}</c>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
