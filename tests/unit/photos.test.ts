import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namedAfter } from '#server/photos/named-after.ts'
import { NotAPicture, readPicture } from '#server/photos/picture.ts'
import { asPhoneWrites, extended, jpeg, losslessWebp, lossyWebp, png } from '../small-pictures.ts'

const size = ({ type, width, height }: ReturnType<typeof readPicture>) => `${type} ${width}×${height}`

describe('a picture', () => {
  it('is kept to the byte where nothing is written beside it', () => {
    for (const [picture, told] of [
      [jpeg, 'image/jpeg 48×32'],
      [lossyWebp, 'image/webp 48×32'],
      [losslessWebp, 'image/webp 48×32'],
      [png(5, 7), 'image/png 5×7'],
    ] as const) {
      const kept = readPicture(picture)
      expect(size(kept)).toBe(told)
      expect(kept.bytes.equals(picture), told).toBe(true)
    }
  })

  it('loses what a phone writes into a JPEG, but neither its colours nor which way up it is', () => {
    for (const order of ['II', 'MM'] as const) {
      const plain = readPicture(asPhoneWrites(jpeg, 1, order))
      expect(plain.bytes.includes('SECRET')).toBe(false)
      expect(plain.bytes.includes('Exif')).toBe(false)
      expect(plain.bytes.includes('ICC_PROFILE\0\x01\x01colours')).toBe(true)
      const turned = readPicture(asPhoneWrites(jpeg, 6, order))
      expect(size(turned)).toBe('image/jpeg 32×48')
      expect(turned.bytes.includes('SECRET')).toBe(false)
      // 36 bytes: the marker, its length, and an EXIF of one tag
      expect(turned.bytes.length).toBe(plain.bytes.length + 36)
      expect(size(readPicture(turned.bytes))).toBe('image/jpeg 32×48')
      expect(readPicture(turned.bytes).sha256).toBe(turned.sha256)
    }
    expect(size(readPicture(asPhoneWrites(jpeg, 3)))).toBe('image/jpeg 48×32')
    expect(readPicture(asPhoneWrites(jpeg, 77)).bytes.includes('Exif')).toBe(false)
  })

  it('loses the texts of a PNG, and the EXIF and XMP of a WebP', () => {
    const told = { eXIf: 'SECRET', tEXt: 'Author\0SECRET', gAMA: '\0\0\xb1\x8f' }
    const kept = readPicture(Buffer.concat([png(5, 7, 128, told), Buffer.from('SECRET')]))
    expect(kept.bytes.includes('SECRET')).toBe(false)
    expect(kept.bytes.includes('gAMA')).toBe(true)
    for (const webp of [lossyWebp, losslessWebp]) {
      const { bytes, ...other } = readPicture(extended(webp, 48, 32))
      expect([other.width, other.height, bytes.includes('SECRET')]).toEqual([48, 32, false])
      // of profile, transparency, EXIF, XMP the header still promises the first two
      expect(bytes[20]).toBe(0x30)
      expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    }
  })

  it('is refused where it is none, is cut off or is too large', () => {
    const fault = (bytes: Buffer) => {
      try {
        return size(readPicture(bytes))
      } catch (error) {
        return (error as NotAPicture).message
      }
    }
    expect(fault(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatch(/^it is not a picture/)
    expect(fault(Buffer.alloc(0))).toMatch(/^it is not a picture/)
    const huge = png(1, 1)
    huge.writeUInt32BE(10_000, 16)
    huge.writeUInt32BE(5_001, 20)
    expect(fault(huge)).toBe('it is 10000 × 5001: more than 50 million pixels')
    for (const whole of [
      jpeg,
      asPhoneWrites(jpeg, 6).subarray(0, -11),
      png(5, 7),
      lossyWebp,
      extended(losslessWebp, 48, 32),
    ])
      for (let end = 12; end < whole.length; end++)
        expect(fault(whole.subarray(0, end)), `${end} of ${whole.length}`).toBe('the picture is cut off, or broken')
  })

  it('whatever bytes follow a good beginning: it is a picture or it is refused, and what is kept is kept again', () => {
    const beginnings = [jpeg, asPhoneWrites(jpeg, 8), png(5, 7), extended(lossyWebp, 48, 32)]
    const spoilt = fc
      .tuple(fc.constantFrom(...beginnings), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 6 }))
      .map(([whole, at, bytes]) => {
        const copy = Buffer.from(whole)
        copy.set(bytes, at % (copy.length - bytes.length))
        return copy
      })
    fc.assert(
      fc.property(spoilt, (bytes) => {
        let kept: ReturnType<typeof readPicture>
        try {
          kept = readPicture(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(NotAPicture)
          return
        }
        expect(readPicture(kept.bytes)).toEqual(kept)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the thing a file is named after', () => {
  const leadOf = namedAfter([
    { fid: 1, key: '410122-001', label: '青年路公厕' },
    { fid: 2, key: '410122-001-2', label: '官渡公厕（东）' },
    { fid: 3, key: '410122-002', label: '双子公厕' },
    { fid: 4, key: 'G７', label: '双子公厕' },
    { fid: 5, key: '青年路公厕', label: null },
    { fid: 6, key: null, label: '无码公厕' },
  ])
  const told = (file: string) => {
    const lead = leadOf(file)
    return 'fault' in lead ? lead.fault : [lead.fid, lead.caption]
  }

  it('is known by its code, or else by its name; numbers are order, words a caption', () => {
    for (const [file, lead] of [
      ['410122-001.jpg', [1, null]],
      ['410122-001_2.jpg', [1, null]],
      ['410122-001-3_正门.JPG', [1, '正门']],
      ['410122-001 (4).jpeg', [1, null]],
      ['410122-001_整改前_2026-05-01.jpg', [1, '整改前 2026-05-01']],
      ['410122-001_2026-05-01.jpg', [1, '2026-05-01']],
      // the longest code that fits
      ['410122-001-2.jpg', [2, null]],
      ['官渡公厕(东)_1.png', [2, null]],
      ['官渡公厕（东）（夜间）.png', [2, '夜间']],
      ['g7·after.the.rain.webp', [4, 'after.the.rain']],
      // a code before a name
      ['青年路公厕.jpg', [5, null]],
      ['无码公厕（1）.jpg', [6, null]],
    ] as const)
      expect(told(file), file).toEqual(lead)
  })

  it('is nobody’s guess: not by half a code, and not by a name of two', () => {
    for (const file of ['410122-0011.jpg', '410122.jpg', 'IMG_0001.jpg', '青年路公厕2号.jpg', '.jpg'])
      expect(told(file), file).toMatch(/^nothing that stands today has “/)
    expect(told('双子公厕_2.jpg')).toBe('2 things are called “双子公厕”: name it after the code of one')
  })
})
