import '@fontsource-variable/noto-sans-sc/wght.css'
import '@fontsource-variable/source-sans-3/wght.css'
import './skin/tokens.css'
import './skin/base.css'
import './overview/top.css'
import './overview/overview.css'
import './overview/legend.css'
import './overview/panel.css'
import './overview/theme-figures.css'
import './finding/finding.css'
import './things/things.css'
import './things/photos.css'
import './overview/phone.css'
import './taking/taking.css'
import './listing/listing.css'
import { defaultScheduler, notifyManager, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { newClient } from './api/client.ts'
import { App } from './app.tsx'
import { browserLang, startWords } from './i18n/index.ts'
import { firstPicture } from './map/first-picture.ts'
import { askAhead } from './overview/ask-ahead.ts'
import { pageAt } from './scene/page.ts'
import { parseScene } from './scene/scene.ts'
import { setFaces } from './skin/faces.ts'

const scene = parseScene(location.search)
document.documentElement.dataset.skin = scene.skin
setFaces()
startWords(scene.lang ?? browserLang())

const client = newClient()

// As the page opens a dozen answers come close together: what they bring is put on it once a frame, and not once each.
// Afterwards at once, for a page that is not in sight has no frames.
notifyManager.setScheduler(requestAnimationFrame)
void firstPicture.then(() => notifyManager.setScheduler(defaultScheduler))

const ahead = pageAt(location.pathname) === 'overview' ? askAhead(client, scene).catch(() => {}) : undefined

// Without StrictMode: its double mounting in development would make the one map twice.
const root = document.getElementById('root')
const render = (root: HTMLElement) =>
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  )
// What comes beside the scripts is a moment away: put together once with it, the page does not begin twice.
if (root) void Promise.race([ahead, new Promise((moment) => setTimeout(moment, 100))]).then(() => render(root))
