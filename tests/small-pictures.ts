import { crc32, deflateSync } from 'node:zlib'

/** 48 × 32, red above blue: progressive, so of several scans. */
export const jpeg = Buffer.from(
  '/9j/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYV' +
    'FSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAgADADASIAAhEBAxEB/8QAFgABAQEA' +
    'AAAAAAAAAAAAAAAAAAID/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAQF/9oADAMBAAIQAxAAAAGBPeABkLMcAD//xAAUEAEAAAAAAAAAAAAAAAAA' +
    'AABA/9oACAEBAAEFAkf/xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAEDAQE/AV//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAECAQE/AV//' +
    'xAAUEAEAAAAAAAAAAAAAAAAAAABA/9oACAEBAAY/Akf/xAAUEAEAAAAAAAAAAAAAAAAAAABA/9oACAEBAAE/IUf/2gAMAwEAAgADAAAAEAgg' +
    'vvvv/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAwEBPxBf/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAgEBPxBf/8QAFBABAAAAAAAA' +
    'AAAAAAAAAAAAQP/aAAgBAQABPxBH/9k=',
  'base64',
)
/** The same picture. */
export const lossyWebp = Buffer.from(
  'UklGRlAAAABXRUJQVlA4IEQAAABQAwCdASowACAAPsFQn0unpKKhtUgA8BgJYgDLpDy451OlAAD+xO/4dubIw1/o/9T/tioCqKIoKIjEnDdHvqWy' +
    'c21QAA==',
  'base64',
)
export const losslessWebp = Buffer.from(
  'UklGRioAAABXRUJQVlA4TB4AAAAvL8AHAA9wD637+Z7HaP7jAQKBZH/pBQKI6H/GzwM=',
  'base64',
)

/** What a phone writes into a JPEG, besides: which way up, where, when, by what, and a film behind its end. */
export function asPhoneWrites(picture: Buffer, orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const little = order === 'II'
  const word = (n: number) => Buffer.from(little ? [n & 255, n >> 8] : [n >> 8, n & 255])
  const long = (n: number) => (little ? Buffer.concat([word(n), word(0)]) : Buffer.concat([word(0), word(n)]))
  const entry = (tag: number, type: number, value: Buffer) =>
    Buffer.concat([word(tag), word(type), long(1), value, Buffer.alloc(4 - value.length)])
  const tiff = Buffer.concat([
    ...[Buffer.from(order), word(42), long(8), word(2)],
    ...[entry(0x0112, 3, word(orientation)), entry(0x8825, 4, long(38)), long(0)],
    Buffer.from('SECRET place and owner'),
  ])
  return Buffer.concat([
    picture.subarray(0, 2),
    segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0SECRET'),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01colours'),
    segment(0xe2, 'MPF\0SECRET'),
    segment(0xed, 'Photoshop 3.0\0SECRET'),
    segment(0xfe, 'SECRET'),
    picture.subarray(2),
    Buffer.from('SECRET film'),
  ])
}

function segment(marker: number, body: string | Buffer): Buffer {
  const bytes = Buffer.from(body as string, 'latin1')
  return Buffer.concat([Buffer.from([0xff, marker, 0, bytes.length + 2]), bytes])
}

/** A grey PNG, with further chunks before its end. */
export function png(width: number, height: number, grey = 128, more: Record<string, string> = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const rows = Buffer.alloc((width + 1) * height, grey)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...Object.entries(more).map(([name, text]) => chunk(name, Buffer.from(text))),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A WebP in the longer form, with EXIF and XMP. */
export function extended(webp: Buffer, width: number, height: number): Buffer {
  const header = Buffer.alloc(10)
  header[0] = 0x3c
  header.writeUIntLE(width - 1, 4, 3)
  header.writeUIntLE(height - 1, 7, 3)
  const chunks = Buffer.concat([
    riff('VP8X', header),
    webp.subarray(12),
    riff('EXIF', Buffer.from('SECRET!')),
    riff('XMP ', Buffer.from('SECRET')),
  ])
  const start = Buffer.from('RIFF\0\0\0\0WEBP')
  start.writeUInt32LE(chunks.length + 4, 4)
  return Buffer.concat([start, chunks])
}

function riff(name: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from(name), length, body, Buffer.alloc(body.length % 2)])
}
