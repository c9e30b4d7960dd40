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
import { Wall } from './wall.tsx'

startWords('zh-CN')
const [, , display = ''] = location.pathname.split('/')
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={newClient()}>
      <Wall display={decodeURIComponent(display)} />
    </QueryClientProvider>,
  )
}
