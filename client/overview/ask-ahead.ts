import type { QueryClient } from '@tanstack/react-query'
import { figures, health, themes, units } from '../api/queries.ts'
import { browserLang, dataLanguage } from '../i18n/index.ts'
import type { Scene } from '../scene/scene.ts'
import { toldIn } from './told.ts'

/**
 * Asks for what the overview's first picture is made of while the page is still being put together, which takes as long
 * as the answers do. Whatever does not come is asked for again by whoever needs it.
 */
export async function askAhead(client: QueryClient, scene: Scene): Promise<void> {
  const { status } = await client.fetchQuery(health)
  if (status !== 'ok') return
  void client.prefetchQuery(units('township', null, scene.at))
  const { indicator } = toldIn((await client.fetchQuery(themes)).themes, scene)
  const language = dataLanguage(scene.lang ?? browserLang())
  if (indicator) void client.prefetchQuery(figures(indicator.id, 'township', scene.at, language))
}
