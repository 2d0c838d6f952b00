// What is cut out of a document is what is kept, no code is left in it, and a machine without curl asks the same.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Block, fileOf, type Play } from './block.ts'
import { callsOf } from './curl.ts'
import { cut, PLAYS, type PlayName, printed } from './cut.ts'

const send: Block = { request: 'send', kind: 'sh', from: 'curl ', to: '"', asks: [] }
const error: Block = { left: 'an error', from: '{', to: '}' }

test('blocks are cut in their order, and code in none is missed', () => {
  const rows: [document: string, blocks: Block[], expected: string[] | RegExp][] = [
    ['Try\ncurl -X POST a"\nAnswer {"a":1}', [send, error], ['curl -X POST a"', '{"a":1}']],
    ['{"a":1}{"b":1}', [error, error], ['{"a":1}', '{"b":1}']],
    ['Try\ncurl -X POST a"', [error], /is not there/],
    ['curl -X POST a"\n{"a":1}', [send], /code in no block: \{"a":1\}/],
    ['{"a":1}\ncurl -X POST a"\n{"a":1}', [error, error], /code in no block: curl/],
    ['{"a":1}\nimport requests', [error], /code in no block: import/],
  ]
  for (const [document, blocks, expected] of rows) {
    const cutting = () => cut({ blocks }, document)
    if (expected instanceof RegExp) assert.throws(cutting, expected, document)
    else assert.deepEqual(cutting(), expected, document)
  }
})

test('each block that is kept is there, and nothing else', () => {
  for (const [name, { blocks }] of Object.entries(PLAYS) as [PlayName, Play][]) {
    const kept = blocks.map(fileOf).filter((file) => file !== null)
    const found = readdirSync(join(import.meta.dirname, name)).filter((file) => file.endsWith('.txt'))
    assert.deepEqual([...new Set(kept)].sort(), found.sort(), name)
    assert.equal(new Set(kept).size, kept.length, `${name}: two blocks of one name`)
    for (const block of blocks) {
      if ('left' in block) continue
      const text = printed(name, block)
      assert.ok(text.startsWith(block.from) && text.endsWith(block.to), `${name}: ${fileOf(block)}`)
    }
  }
})

test('without curl the same calls are made', () => {
  for (const [name, { blocks }] of Object.entries(PLAYS) as [PlayName, Play][]) {
    for (const block of blocks) {
      if (!('request' in block) || block.kind !== 'sh') continue
      const calls = callsOf(printed(name, block).replace(' \\ -H', ' \\\n-H'))
      assert.equal(calls.length, block.asks.length)
      for (const [index, { url, method, headers, body }] of calls.entries()) {
        assert.match(`${method} ${url}`, /^(GET https:[^ ]+|POST https:[^ ]+)$/)
        assert.equal(method, block.asks[index]?.[0].split(' ')[0])
        assert.ok(headers.length > 0 && headers.every(([field, value]) => /^[\w-]+$/.test(field) && value))
        if (body !== undefined) JSON.parse(body)
      }
    }
  }
})
