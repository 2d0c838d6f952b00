// What `@njiwa/smpp` resolves to: in the workspace the TypeScript sources, in the tarball what tsc made of them, since Node
// runs no TypeScript under node_modules. npm packs package.json as it finds it, so it is changed before and back after.
import { readFileSync, writeFileSync } from 'node:fs'

const exports = {
  workspace: '"exports": "./src/index.ts"',
  published: '"exports": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }',
}
const to = process.argv[2] === 'published' ? 'published' : 'workspace'
const from = to === 'published' ? 'workspace' : 'published'

const file = new URL('package.json', import.meta.url)
const text = readFileSync(file, 'utf8')
if (!text.includes(exports[to])) {
  if (!text.includes(exports[from])) throw new Error(`package.json has neither ${exports[from]} nor ${exports[to]}`)
  writeFileSync(file, text.replace(exports[from], exports[to]))
}
