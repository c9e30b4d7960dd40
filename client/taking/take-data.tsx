import { useId, useState } from 'react'
import { ApiError } from '../api/get.ts'
import { getFile, keepFile } from '../api/get-file.ts'
import { useWords } from '../i18n/index.ts'

const formatNames = {
  xlsx: 'XLSX',
  csv: 'CSV',
  geojson: 'GeoJSON',
  gpkg: 'GeoPackage',
  zip: 'Shapefile',
  kml: 'KML',
  dxf: 'DXF',
} as const
export type FileFormat = keyof typeof formatNames
/** Those in which an answer says what was taken for granted; a drawing holds shapes alone. */
export const answerFormats = ['xlsx', 'geojson', 'gpkg', 'zip', 'kml', 'dxf'] as const

/** Something to be kept as a file: where the server has it, as `f=…` tells. */
export interface Taken {
  title: string
  address: string
  formats: readonly FileFormat[]
  /** What is to be answered in it, where an address is too short for that. */
  question?: object
  /** Whether its coordinates may be chosen, by `crs=…`. */
  anyCrs?: true
}

interface Props {
  /** The county's plane, as an EPSG code. */
  plane: number | null
  data: readonly Taken[]
  onSaid: (said: string) => void
}

const usual = 'EPSG:4490'

/** What is shown as data: rows, ground and figures, each in the formats it is there in. */
export function TakeData({ plane, data, onSaid }: Props) {
  const { t } = useWords()
  const [crs, setCrs] = useState<string>(usual)
  const [making, setMaking] = useState(false)
  const list = useId()
  /** What may be chosen, beside any other code. */
  const offered = [
    [usual, t('crsDegrees')],
    ...(plane ? [[`EPSG:${plane}`, t('crsPlane')]] : []),
    ['GCJ-02', t('crsGcj')],
    ['BD-09', t('crsBd')],
  ]
  const written = crs.trim() || usual
  const chosen = /^(EPSG:)?4490$/i.test(written) ? usual : written
  const known = /^((EPSG:)?\d{3,6}|GCJ[\W_]*02|BD[\W_]*09(LL)?)$/i.test(chosen)
  const made = async ({ title, question }: Taken, address: string) => {
    onSaid(t('takeMaking', { title }))
    setMaking(true)
    try {
      keepFile(await getFile(address, question))
      onSaid(t('takeKept'))
    } catch (error) {
      const said = error instanceof ApiError ? error.message : ''
      onSaid(/^crs /i.test(said) ? t('takeCrsUnknown', { crs: chosen }) : said || t('takeFailed'))
    } finally {
      setMaking(false)
    }
  }
  return (
    <div>
      <h3>{t('takeData')}</h3>
      {data.some(({ anyCrs }) => anyCrs) && (
        <label className="taking-line">
          <span>{t('takeCrs')}</span>
          <input
            list={list}
            value={crs}
            placeholder={usual}
            aria-invalid={!known}
            onChange={({ target }) => setCrs(target.value)}
          />
          <datalist id={list}>
            {offered.map(([code, title]) => (
              <option key={code} value={code}>
                {title}
              </option>
            ))}
          </datalist>
        </label>
      )}
      {!known && (
        <p className="foreign" role="alert">
          {t('takeCrsUnknown', { crs: chosen })}
        </p>
      )}
      <ul>
        {data.map((one) => (
          <li key={one.address}>
            <span>{one.title}</span>
            {one.formats
              // degrees of WGS84 and nothing else
              .filter((format) => format !== 'kml' || chosen === usual)
              .map((format) => (
                <OneFile
                  key={format}
                  {...{ one, format }}
                  making={making || (one.anyCrs === true && !known)}
                  // a drawing is in the county's plane unless told otherwise
                  crs={one.anyCrs && chosen !== usual ? chosen : null}
                  onMake={(address) => void made(one, address)}
                />
              ))}
          </li>
        ))}
      </ul>
      {chosen !== usual && data.some(({ formats }) => formats.includes('kml')) && (
        <p className="second">{t('takeDegrees')}</p>
      )}
      {data.some(({ anyCrs }) => !anyCrs) && <p className="second">{t('takeMost')}</p>}
    </div>
  )
}

interface OneProps {
  one: Taken
  format: FileFormat
  crs: string | null
  /** Whether none can be asked for now: a file is being made, one after the other. */
  making: boolean
  onMake: (address: string) => void
}

function OneFile({ one: { title, address, question, anyCrs }, format, crs, making, onMake }: OneProps) {
  const name = formatNames[format]
  const full = `${address}&f=${format}${crs ? `&crs=${encodeURIComponent(crs)}` : ''}`
  const label = `${title} ${name}`
  if (question || anyCrs) {
    return (
      <button type="button" className="link" aria-label={label} disabled={making} onClick={() => onMake(full)}>
        {name}
      </button>
    )
  }
  return (
    <a className="link" href={full} download={format === 'geojson' ? `${title}.geojson` : ''} aria-label={label}>
      {name}
    </a>
  )
}
