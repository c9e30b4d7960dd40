import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Real files, which are not part of the project: the folder named by `COUNTY_FILES`. */
const folder = process.env['COUNTY_FILES'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url))

/** Outside CI, tests on real files are left out where there are none; in CI that is a failure. */
export const noFiles = !existsSync(folder) && process.env['CI'] !== 'true'

export const files = {
  townsZip: `${folder}/awkward/zhongmu_towns_gbk_nocpg_cgcs2000gk114.zip`,
  towns: `${folder}/zhongmu/towns_wgs84.geojson`,
  neighbours: `${folder}/zhongmu/neighbours.geojson`,
  outlineGcj02: `${folder}/zhongmu/county_gcj02.json`,
  townships3395: `${folder}/zhongmu/zhengzhou_townships_epsg3395`,
  townsKml: `${folder}/awkward/towns.kml`,
  mixed: `${folder}/awkward/zhongmu_mixed.gpkg`,
  shopsKml: `${folder}/awkward/poi.kml`,
  shopsXlsx: `${folder}/awkward/poi_中文表头.xlsx`,
  osm: `${folder}/osm/liechtenstein-latest.osm.pbf`,
  osmLayers: `${folder}/osm/liechtenstein_layers.gpkg`,
  shopsGcj02: `${folder}/zhongmu/food_poi_gcj02.csv`,
}
