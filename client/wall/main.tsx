import '@fontsource-variable/noto-sans-sc/wght.css'
import '@fontsource-variable/noto-serif-sc/wght.css'
import '@fontsource-variable/source-sans-3/wght.css'
import '../skin/tokens.css'
import '../skin/base.css'
import '../overview/legend.css'
import './wall.css'
import './shapes.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { newClient } from '../api/client.ts'
import { startWords } from '../i18n/index.ts'
import { firstPictureStands } from '../map/first-picture.ts'
import { startWatch } from '../watch/watch.ts'
import { sceneHere } from './here.ts'
import { keepAnswers } from './keep-answers.ts'
import { keepPage } from './keep-page.ts'
import { Meanwhile, Part } from './part.tsx'
import { buildHere, wholePage } from './whole-page.ts'

/** What follows the first picture of the map waits no longer for one that cannot be had, in milliseconds. */
const longestPicture = 15_000
/** A scene that is shown once a week is still in hand when its day comes while the server is away, in milliseconds. */
const longestUnseen = 8 * 86_400_000

startWords('zh-CN')
const client = newClient(longestUnseen)
// what somebody looks at before it hangs anywhere is kept nowhere
if (sceneHere === null && buildHere !== null) {
  await keepPage(await keepAnswers(client, buildHere))
  startWatch(async () => (await wholePage()) !== null)
}
// a keeper sees only what workers ask for that were made after it
const { Wall } = await import('./wall.tsx')
setTimeout(firstPictureStands, longestPicture)
const [, , display = ''] = location.pathname.split('/')
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <Part meanwhile={<Meanwhile />}>
        <Wall display={decodeURIComponent(display)} />
      </Part>
    </QueryClientProvider>,
  )
}
