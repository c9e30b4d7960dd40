import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'
import { wordsFace } from './server/setup/words-face.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? '3000'}`

/** The map is fetched apart from the page, but not after it: the page names its files, so that both come side by side. */
const mapAtOnce: Plugin = {
  name: 'map-at-once',
  transformIndexHtml: {
    order: 'post',
    handler: (page, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const map = chunks.filter(({ name }) => name === 'controller')
      const files = map
        .flatMap(({ fileName, imports }) => [fileName, ...imports])
        .filter((file) => !page.includes(file))
      const attrs = { rel: 'modulepreload', crossorigin: true }
      return files.map((file) => ({ tag: 'link', attrs: { ...attrs, href: `/${file}` }, injectTo: 'head' }))
    },
  },
}

/** MapLibre says of its own worker that nothing comes of importing it; ours does (`map-worker.ts`), and lives by it. */
const mapWorker: Plugin = {
  name: 'map-worker',
  transform: {
    filter: { id: /maplibre-gl-worker/ },
    handler: (code) => ({ code, map: null, moduleSideEffects: true }),
  },
}

/** In development, too, the wall's page stands at the address of each display. */
const wallAtItsAddress: Plugin = {
  name: 'wall-at-its-address',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      if (/^\/wall\/[\w-]+(\?|$)/.test(request.url ?? '')) request.url = '/wall.html'
      next()
    })
  },
}

export default defineConfig(({ mode }) => ({
  root: 'client',
  plugins: [react(), wordsFace(), mapAtOnce, wallAtItsAddress],
  // deck.gl without WebGPU, which no map of ours draws with
  resolve: { conditions: ['visgl:webgl-only', ...defaultClientConditions] },
  worker: {
    format: 'es',
    plugins: () => [mapWorker],
    // what works for the wall lies under its path: a service worker sees what is asked for by those in its scope alone
    rolldownOptions: mode === 'wall' ? { output: { entryFileNames: 'wall/assets/[name]-[hash].js' } } : {},
  },
  // In development the page's own modules in client/api share the path with the server's answers.
  server: { proxy: { '^/api(?!/[a-z]+\\.ts)': server }, fs: { allow: ['..'] } },
  build: {
    outDir: '../dist',
    // the wall is built by itself, into the same folder: sharing with it would cut the first page into a dozen files
    emptyOutDir: mode !== 'wall',
    sourcemap: false,
    // The page's policy lets fonts and scripts come from its own server only, not out of data: addresses.
    assetsInlineLimit: 0,
    // maplibre alone passes the usual limit
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      input: `client/${mode === 'wall' ? 'wall' : 'index'}.html`,
      output: {
        // These are five times the rest together and change least often: kept apart, they stay cached.
        codeSplitting: {
          groups: [
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
}))
