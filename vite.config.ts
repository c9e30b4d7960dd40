import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? '3000'}`

export default defineConfig({
  root: 'client',
  plugins: [react()],
  // deck.gl without WebGPU, which no map of ours draws with
  resolve: { conditions: ['visgl:webgl-only', ...defaultClientConditions] },
  worker: { format: 'es' },
  // In development the page's own modules in client/api share the path with the server's answers.
  server: { proxy: { '^/api(?!/[a-z]+\\.ts)': server }, fs: { allow: ['..'] } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    sourcemap: false,
    // The page's policy lets fonts and scripts come from its own server only, not out of data: addresses.
    assetsInlineLimit: 0,
    // maplibre alone passes the usual limit
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        // The map is five times the rest together and changes least often: kept apart, it stays cached.
        codeSplitting: {
          groups: [{ name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)[\\/]/ }],
        },
      },
    },
  },
})
