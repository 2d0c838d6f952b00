import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPage } from './every.ts'

const lists = [
  { pages: [[]], rows: [] },
  { pages: [['a', 'b']], rows: ['a', 'b'] },
  { pages: [['a', 'b'], ['c'], []], rows: ['a', 'b', 'c'] },
]
for (const { pages, rows } of lists) {
  test(`${pages.length} pages make a list of ${rows.length}, each of them asked for once`, async () => {
    const asked: (string | undefined)[] = []
    const list = await everyPage(async ({ cursor }) => {
      asked.push(cursor)
      const at = Number(cursor ?? 0)
      return { data: pages[at] as string[], next: at + 1 < pages.length ? String(at + 1) : null }
    })
    assert.deepEqual(list.data, rows)
    assert.deepEqual(asked, [undefined, ...pages.slice(1).map((_, at) => String(at + 1))])
  })
}
