import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Facts, FactTable } from './sheet.tsx'

/** The picture of a report, in pixels. */
export interface ReportPicture {
  png: ArrayBuffer
  width: number
  height: number
}

/** Words of the reader's language that a report needs beside its facts. */
export interface ReportWords {
  sample: string
  assumptions: string
}

/** Pixels of a page of A4 between its margins, and the most of its height that a picture takes. */
const page = { width: 620, height: 620 }
/** Halves of a point. */
const size = { title: 36, heading: 26, text: 21, small: 18 }
/** On white paper, whatever the skin. */
const ink = '22303A'
const line = { style: BorderStyle.SINGLE, size: 4, color: 'C9C1B0' }
const lines = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line }
/** Faces that Office has for each script. */
const font = { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: 'Microsoft YaHei', cs: 'Calibri' }

/** A report as a document of Word: title, promise, picture, tables, and all that was taken for granted. */
export async function wordOf(facts: Facts, picture: ReportPicture, words: ReportWords): Promise<Blob> {
  const { title, day, sample, promise, source, age, approval, tables, assumptions } = facts
  const scale = Math.min(page.width / picture.width, page.height / picture.height)
  const image = new ImageRun({
    type: 'png',
    data: picture.png,
    transformation: { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) },
    altText: { name: title, title, description: promise.join(' · ') },
  })
  const document = new Document({
    title,
    creator: '绣城 Xiucheng',
    description: promise.join(' · '),
    styles: { default: { document: { run: { font, size: size.text } } } },
    sections: [
      {
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            children: [new TextRun({ text: title, font, bold: true, size: size.title, color: ink })],
          }),
          text(sample ? `${day} · ${words.sample}` : day),
          text(promise.join(' · '), { bold: true }),
          new Paragraph({ alignment: AlignmentType.CENTER, children: [image] }),
          ...tables.flatMap((one) => [...(one.title ? [heading(one.title)] : []), tableOf(one)]),
          ...(assumptions.length > 0 ? [heading(words.assumptions), ...assumptions.map(point)] : []),
          text(`${source} · ${age} · ${approval}`, { size: size.small }),
        ],
      },
    ],
  })
  return Packer.toBlob(document)
}

function text(words: string, how: { bold?: boolean; size?: number } = {}): Paragraph {
  return new Paragraph({ spacing: { after: 120 }, children: [new TextRun({ text: words, font, ...how })] })
}

function heading(words: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_2,
    keepNext: true,
    spacing: { before: 240, after: 80 },
    children: [new TextRun({ text: words, font, bold: true, size: size.heading, color: ink })],
  })
}

function point(words: string): Paragraph {
  return new Paragraph({ bullet: { level: 0 }, children: [new TextRun({ text: words, font, size: size.small })] })
}

function tableOf({ headings, rows }: FactTable): Table {
  const row = (cells: string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: cells.map(
        (cell) =>
          new TableCell({
            margins: { top: 40, bottom: 40, left: 100, right: 100 },
            children: [new Paragraph({ children: [new TextRun({ text: cell, font, bold: head, size: size.small })] })],
          }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: lines,
    rows: [row(headings, true), ...rows.map((cells) => row(cells, false))],
  })
}
