import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as en from './en/index.ts'
import * as fr from './fr/index.ts'
import { ofBrowser } from './index.ts'
import * as sw from './sw/index.ts'

type Texts = Map<string, { text: string; takes: number }>

/** Each text by its place, what takes arguments with some in it: texts and numbers are all they take. */
function texts(words: object, place = '', found: Texts = new Map()): Texts {
  for (const [name, value] of Object.entries(words)) {
    const at = place === '' ? name : `${place}.${name}`
    if (typeof value === 'string') found.set(at, { text: value, takes: 0 })
    else if (typeof value === 'function')
      found.set(at, { text: value(...Array(value.length).fill('2')), takes: value.length })
    else texts(value, at, found)
  }
  return found
}

const english = texts(en)
const SENTENCE = 24 // shorter ones may well be the same in two languages

for (const [language, words] of Object.entries({ en, sw, fr })) {
  const all = texts(words)
  test(`${language}: has the texts that English has, and none is empty`, () => {
    assert.deepEqual([...all.keys()].sort(), [...english.keys()].sort())
    assert.deepEqual(
      [...all].filter(([, { text }]) => typeof text !== 'string' || text.trim() === '').map(([at]) => at),
      [],
    )
  })
  if (language === 'en') continue
  test(`${language}: takes what English takes, and leaves no sentence in English`, () => {
    for (const [at, { text, takes }] of all) {
      assert.ok(takes <= (english.get(at)?.takes ?? 0), at)
      assert.ok(text.length < SENTENCE || text !== english.get(at)?.text, `${at} is English`)
    }
  })
}

/** Those that no page names. What is chosen by data or listed as a whole, as in `refusals[code]`, is let be. */
function unnamed(words: object, code: string, place: string[] = []): string[] {
  const names = new Set(code.match(/\w+/g))
  return Object.entries(words).flatMap(([name, value]) => {
    const at = [...place, name]
    if (!names.has(name)) return [at.join('.')]
    const isChosen = typeof value !== 'object' || new RegExp(`\\b${name}[[)]`).test(code)
    return isChosen ? [] : unnamed(value, code, at)
  })
}

test('every text is named by a page', () => {
  const source = join(import.meta.dirname, '..')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  const code = files.filter((file) => /\.tsx?$/.test(file) && !file.startsWith('words/'))
  const all = code.map((file) => readFileSync(join(source, file), 'utf8')).join('\n')
  assert.deepEqual(unnamed(en, all), [])
})

const browsers = [
  [['sw-TZ', 'en'], 'sw'],
  [['fr-CD'], 'fr'],
  [['lg', 'sw', 'en'], 'sw'],
  [['EN-GB'], 'en'],
  [['zh-CN'], 'en'],
  [['toString'], 'en'],
  [[], 'en'],
] as const
for (const [preferred, language] of browsers) {
  test(`a browser that prefers ${preferred.join(', ') || 'nothing'} reads ${language}`, () => {
    assert.equal(ofBrowser(preferred), language)
  })
}
