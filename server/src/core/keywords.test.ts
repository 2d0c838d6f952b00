import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInKeywords, type KeywordRule, keywordOf, ruleFor } from './keywords.ts'
import { segment } from './segments.ts'

const WORDS: [string, string | null][] = [
  ['STOP', 'STOP'],
  ['stop', 'STOP'],
  ['  Stop sending me this', 'STOP'],
  ['STOP!', 'STOP'],
  ['"Stop".', 'STOP'],
  ['STOPS', 'STOPS'],
  ['please stop', 'PLEASE'],
  ['Acha', 'ACHA'],
  ['arrêt', 'ARRET'],
  ['ARRE\u0302T', 'ARRET'],
  ['ＳＴＯＰ', 'STOP'],
  ['\u200bSTOP', 'STOP'],
  ['STOP\nnow', 'STOP'],
  ['2468', '2468'],
  ['አቁም እባክህ', 'አቁም'],
  ['توقف', 'توقف'],
  ['', null],
  [' \n ', null],
  ['?!', null],
  ['A'.repeat(32), 'A'.repeat(32)],
  ['A'.repeat(33), null],
]
for (const [text, keyword] of WORDS) {
  test(`the first word of ${JSON.stringify(text)} is ${keyword}`, () => assert.equal(keywordOf(text), keyword))
}

const STANDARD: [string, string | undefined][] = [
  ['STOP', 'opt_out'],
  ['acha', 'opt_out'],
  ['Arrêt', 'opt_out'],
  ['START', 'opt_in'],
  ['anza', 'opt_in'],
  ['reprendre', 'opt_in'],
  ['STOPPED', undefined],
  ['hello STOP', undefined],
]
for (const [text, action] of STANDARD) {
  test(`${text} by itself means ${action ?? 'nothing'}`, () => {
    assert.equal(ruleFor(keywordOf(text), null, true)?.action, action)
    assert.equal(ruleFor(keywordOf(text), null, false), null)
  })
}

test("an account's own rule comes before the word everybody has", () => {
  const own: KeywordRule = { keyword: 'STOP', action: 'opt_out', reply: 'Kwaheri', url: null }
  assert.equal(ruleFor('STOP', own, true), own)
  assert.equal(ruleFor('STOP', own, false), own)
})

test('what is confirmed fits one segment', () => {
  const words = [...builtInKeywords('opt_out'), ...builtInKeywords('opt_in')]
  assert.equal(words.length, 6)
  for (const word of words) {
    const reply = ruleFor(word, null, true)?.reply as string
    assert.deepEqual([segment(reply).encoding, segment(reply).segments], ['gsm7', 1], reply)
  }
})
