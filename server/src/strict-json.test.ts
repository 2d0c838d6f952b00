import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type JsonFault, readJson } from './strict-json.ts'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const refused: [name: string, body: string | Buffer, reason: JsonFault][] = [
  ['nothing', '', 'syntax'],
  ['white space', ' \n', 'syntax'],
  ['a byte order mark alone', '\ufeff', 'syntax'],
  ['two byte order marks', '\ufeff\ufeff{}', 'syntax'],
  ['two values', '{}{}', 'syntax'],
  ['a comma too many', '{"a":1,}', 'syntax'],
  ['a comment', '{} // a', 'syntax'],
  ['single quotes', "{'a':1}", 'syntax'],
  ['NaN', 'NaN', 'syntax'],
  ['a leading zero', '01', 'syntax'],
  ['a line feed in a string', '"a\nb"', 'syntax'],
  ['a bare U+0000 in a string', '"a\0b"', 'syntax'],
  ['a string without end', '{"a":"b', 'syntax'],
  ['an escape without end', '{"a":"b\\', 'syntax'],
  ['a million open brackets', '['.repeat(1 << 20), 'syntax'],
  ['21 arrays', nested(21), 'depth'],
  ['21 objects', objects(21), 'depth'],
  ['half a million arrays', nested(1 << 19), 'depth'],
  ['a key twice', '{"to":"1","to":"2"}', 'duplicate_key'],
  ['a key twice, the same value', '{"to":1,"to":1}', 'duplicate_key'],
  ['a key twice, once escaped', '{"to":1,"t\\u006f":2}', 'duplicate_key'],
  ['an empty key twice', '{"":1,"":2}', 'duplicate_key'],
  ['a number for a key twice', '{"1":1,"1":2}', 'duplicate_key'],
  ['a key twice, deep inside', '[[{"a":[{"b":{"c":1,"d":2,"c":3}}]}]]', 'duplicate_key'],
  ['a key twice, what is lost being an object of two keys', '{"a":{"b":1,"c":2},"a":{"b":1,"c":2}}', 'duplicate_key'],
  [
    'a key twice among a thousand',
    `{${Array.from({ length: 1000 }, (_, i) => `"k${i}":${i}`)},"k7":7}`,
    'duplicate_key',
  ],
  ['__proto__', '{"__proto__":{"admin":true}}', 'forbidden_key'],
  ['__proto__ in escapes', '{"\\u005f\\u005fproto__":null}', 'forbidden_key'],
  ['__proto__ of a list item', '{"a":[1,{"__proto__":1}]}', 'forbidden_key'],
  ['constructor', '{"constructor":{"prototype":{}}}', 'forbidden_key'],
  ['prototype', '{"prototype":1}', 'forbidden_key'],
  ['U+0000 in a value', '{"a":"b\\u0000c"}', 'nul'],
  ['U+0000 in a key', '{"a\\u0000":1}', 'nul'],
  ['U+0000 alone', '"\\u0000"', 'nul'],
  ['U+0000 after an escaped backslash', '"\\\\\\u0000"', 'nul'],
  ['a high surrogate alone', '"\\ud83d"', 'lone_surrogate'],
  ['a low surrogate alone', '"\\ude00"', 'lone_surrogate'],
  ['a pair the wrong way round', '"\\ude00\\ud83d"', 'lone_surrogate'],
  ['half a pair in a key', '{"\\ud83d":1}', 'lone_surrogate'],
  ['half a pair, bare', '"\ud83d"', 'utf8'],
  ['1e400', '1e400', 'number'],
  ['-1e400', '{"a":[-1e400]}', 'number'],
  ['1E+309', '1E+309', 'number'],
  ['400 digits', '9'.repeat(400), 'number'],
  ['a byte over', Buffer.from([0x22, 0xff, 0x22]), 'utf8'],
  ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'utf8'],
  ['a surrogate in UTF-8 (CESU-8)', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22]), 'utf8'],
  ['a character cut', Buffer.from([0x22, 0xe2, 0x82, 0x22]), 'utf8'],
  ['past U+10FFFF', Buffer.from([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]), 'utf8'],
  ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'utf8'],
  ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le'), 'syntax'],
]

const accepted: [name: string, text: string, value: unknown][] = [
  ['20 arrays', nested(20), JSON.parse(nested(20))],
  ['20 objects', objects(20), JSON.parse(objects(20))],
  ['many arrays side by side', `[${'[],'.repeat(100)}[]]`, Array.from({ length: 101 }, () => [])],
  ['the same key in two objects', '[{"a":1},{"a":1}]', [{ a: 1 }, { a: 1 }]],
  ['keys that differ in case', '{"to":1,"To":2}', { to: 1, To: 2 }],
  ['keys that differ in normal form', '{"\u00e9":1,"e\u0301":2}', { '\u00e9': 1, 'e\u0301': 2 }],
  ['an empty key', '{"":1}', { '': 1 }],
  ['colons in strings', '{"a:b":"c:d","e":"\\":\\\\"}', { 'a:b': 'c:d', e: '":\\' }],
  ['quotes and backslashes at the end', '{"a":"\\\\","b":"\\"","c":"\\\\\\""}', { a: '\\', b: '"', c: '\\"' }],
  ['names of what every object has', '{"toString":1,"hasOwnProperty":2}', { toString: 1, hasOwnProperty: 2 }],
  ['forbidden keys as values', '["__proto__","constructor","prototype"]', ['__proto__', 'constructor', 'prototype']],
  ['the text \\u0000, escaped', '"\\\\u0000"', '\\u0000'],
  ['U+0001 and U+FFFF', '"\\u0001\\uffff"', '\u0001\uffff'],
  ['a pair in escapes', '"\\ud83d\\ude00"', '😀'],
  ['a pair as it is', '"😀"', '😀'],
  ['the largest double', '1.7976931348623157e308', Number.MAX_VALUE],
  ['1e-400', '1e-400', 0],
  ['minus nought', '-0', -0],
  ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
  ['a byte order mark inside', '"\ufeff"', '\ufeff'],
]

describe('readJson', () => {
  for (const [name, body, reason] of refused) {
    it(`refuses ${name}`, () => assert.deepEqual(readJson(body), { ok: false, reason }))
  }
  for (const [name, text, value] of accepted) {
    it(`accepts ${name}, as text and as bytes`, () => {
      assert.deepEqual(readJson(text), { ok: true, value })
      assert.deepEqual(readJson(Buffer.from(text)), { ok: true, value })
    })
  }

  const clean = fc
    .jsonValue({ maxDepth: 12, stringUnit: 'binary' })
    .map((value) => JSON.stringify(value))
    .filter((text) => !/\\u0000|\\ud[89a-f]|"(__proto__|constructor|prototype)":/.test(text))

  it('reads as JSON.parse does whatever has none of this', () => {
    fc.assert(
      fc.property(clean, fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent)
        assert.deepEqual(readJson(spaced), { ok: true, value: JSON.parse(text) })
        assert.deepEqual(readJson(Buffer.from(spaced)), { ok: true, value: JSON.parse(text) })
      }),
    )
  })

  it('sees a key twice wherever it stands and whatever it holds', () => {
    const keys = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(keys, fc.nat(), fc.nat(), clean, (names, from, to, value) => {
        const members = names
          .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name))
          .map((name) => `${JSON.stringify(name)}:${value}`)
        assert.equal(readJson(`{${members}}`).ok, true)
        fc.pre(members.length > 0)
        members.splice(to % (members.length + 1), 0, members[from % members.length] as string)
        assert.deepEqual(readJson(`{${members}}`), { ok: false, reason: 'duplicate_key' })
      }),
    )
  })

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      '\\u0000',
      '\\ud83d',
      '1e400',
      'a',
      '-',
      ' ',
    )
    fc.assert(fc.property(fc.array(pieces), (parts) => typeof readJson(parts.join('')).ok === 'boolean'))
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof readJson(Buffer.from(bytes)).ok === 'boolean'))
  })
})
