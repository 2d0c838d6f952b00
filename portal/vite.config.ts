// How the portal is built: files named by what is in them, compressed once, and nothing inline, so that the server's
// content security policy can be strict.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { PATHS } from './src/paths.ts'

const SERVER = 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), pathList(), compressed()],
  html: { cspNonce: 'NJIWA-NONCE' }, // the server puts one of its own into each answer
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/portal/api': SERVER, '/docs': SERVER } },
})

/** Tells the server which paths are pages. */
function pathList(): Plugin {
  return {
    name: 'njiwa-paths',
    apply: 'build',
    generateBundle() {
      const source = JSON.stringify(Object.values(PATHS).map((path) => path.replaceAll('$', ':')))
      this.emitFile({ type: 'asset', fileName: 'paths.json', source })
    },
  }
}

function compressed(): Plugin {
  return {
    name: 'njiwa-compressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      const folder = join(dir, 'assets')
      for (const name of readdirSync(folder)) {
        if (!/\.(?:js|css|svg)$/.test(name)) continue
        const bytes = readFileSync(join(folder, name))
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes))
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes))
      }
    },
  }
}
