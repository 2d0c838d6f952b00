// The pages of docs/reference say what the code says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { metrics } from './metrics.ts'

const page = (name: string): string => readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8')
const firstColumn = (text: string): string[] =>
  [...text.matchAll(/^\| `([A-Za-z_]+)` \|/gm)].map((match) => match[1] as string)

test('configuration.md lists every variable that config.ts reads', () => {
  const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8')
  const read = [...source.matchAll(/env\.([A-Z_]+)|integer\(env, '([A-Z_]+)'/g)].map((match) => match[1] ?? match[2])
  const listed = firstColumn(page('configuration.md')).filter((name) => name === name.toUpperCase())
  assert.deepEqual(listed.sort(), [...new Set(read)].sort())
})

test('metrics.md lists every metric', async () => {
  const text = await metrics({
    carriers: () => [],
    dispatch: () => ({ inMemory: 0, byRoute: new Map() }),
    webhooks: () => ({ inMemory: 0, underWay: 0 }),
  }).text()
  const exposed = [...text.matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1] as string)
  const ours = exposed.filter((name) => !name.startsWith('njiwa_process_'))
  assert.deepEqual(firstColumn(page('metrics.md')).sort(), ours.sort())
})
