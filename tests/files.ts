import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Real files, which are not part of the project: the folder named by `COUNTY_FILES`. */
const folder = process.env['COUNTY_FILES'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url))

/** Outside CI, tests on real files are left out where there are none; in CI that is a failure. */
export const noFiles = !existsSync(folder) && process.env['CI'] !== 'true'

export const files = {
  townsZip: `${folder}/awkward/zhongmu_towns_gbk_nocpg_cgcs2000gk114.zip`,
  towns: `${folder}/zhongmu/towns_wgs84.geojson`,
  outlineGcj02: `${folder}/zhongmu/county_gcj02.json`,
  townships3395: `${folder}/zhongmu/zhengzhou_townships_epsg3395`,
  shopsGcj02: `${folder}/zhongmu/food_poi_gcj02.csv`,
}
