import type { Route } from 'playwright-core'
import type { Overview } from './overview-verbs.ts'

/** What befalls the tiles on their way to a reader's map. */
export class TileWay {
  private readonly overview: Overview

  constructor(overview: Overview) {
    this.overview = overview
  }

  /** The server has its hands full and gives no tile of a collection, until the function returned is called. */
  async busy(collection: string): Promise<() => void> {
    let full = true
    await this.overview.page.route(tilesOf(collection), (route) =>
      full ? route.fulfill({ status: 503, json: { status: 503 } }) : route.continue(),
    )
    return () => {
      // and not by taking the route away: what is on its way just then must have its answer
      full = false
    }
  }

  /** The tiles of a day are held back, until the function returned is called. */
  async holdBack(day: string): Promise<() => Promise<void>> {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const lift = await this.instead(tilesOn(day), async (route) => {
      await released
      // the page may have called it back
      await route.continue().catch(() => {})
    })
    return async () => {
      release()
      await lift()
    }
  }

  /** Waits until so many tiles of a collection have been asked for. */
  async asked(collection: string, tiles: number): Promise<void> {
    const path = `/collections/${collection}/tiles/WebMercatorQuad/`
    while (this.overview.tab.requests.filter((url) => url.includes(path)).length < tiles) {
      await this.overview.page.waitForEvent('request')
    }
  }

  private async instead(path: RegExp, answer: (route: Route) => Promise<void>): Promise<() => Promise<void>> {
    const { page } = this.overview
    await page.route(path, answer)
    return () => page.unroute(path, answer)
  }
}

/** The addresses of tiles of a day. */
export function tilesOn(day: string): RegExp {
  return new RegExp(`/tiles/WebMercatorQuad/.*datetime=${day}$`)
}

function tilesOf(collection: string): string {
  return `**/collections/${collection}/tiles/WebMercatorQuad/**`
}
