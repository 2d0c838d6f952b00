import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../../strict-json.ts'
import { asksForXml, writeXml } from './answer-xml.ts'
import { readXml } from './xml.ts'

test('an answer in XML has the names of the one in JSON, and its lists are items', () => {
  const rows: [answer: Json, inside: string][] = [
    [{ status: true, code: 200, data: [] }, '<status>true</status><code>200</code><data></data>'],
    [
      { data: [{ balance_money: 99.5 }, { balance_money: 0 }] },
      '<data><item><balance_money>99.5</balance_money></item><item><balance_money>0</balance_money></item></data>',
    ],
    [{ data: { code: 122 } }, '<data><code>122</code></data>'],
    [{ message: null }, '<message></message>'],
    [{ message: 'a<b>&"c"\r\n' }, '<message>a&lt;b&gt;&amp;"c"&#13;\n</message>'],
    [{ message: 'a\u0001\ufffe\ud83db' }, '<message>a\ufffd\ufffd\ufffdb</message>'],
  ]
  for (const [answer, inside] of rows) {
    assert.equal(writeXml(answer), `<?xml version="1.0" encoding="UTF-8"?>\n<response>${inside}</response>`)
  }
})

test('every text that can be written is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const read = readXml(Buffer.from(writeXml({ message: text })))
      assert.ok(read.ok)
      assert.equal(read.value.children[0]?.text, text)
    }),
  )
})

test('XML is for those who ask for it by name, and rather than for JSON', () => {
  const rows: [accept: string | undefined, xml: boolean][] = [
    ['application/xml', true],
    ['text/xml', true],
    ['Application/XML; charset=utf-8', true],
    ['application/xml, */*', true],
    ['application/json;q=0.5, application/xml', true],
    ['application/xml;q=0.9, application/json;q=0.8', true],
    ['application/xml;q=0.8, application/json;q=0.9', false],
    ['application/json, application/xml', false],
    ['application/xml;q=0', false],
    ['application/xml;q=x', false],
    ['application/json', false],
    ['application/json, text/plain, */*', false],
    ['*/*', false],
    ['application/xhtml+xml', false],
    ['', false],
    [undefined, false],
  ]
  for (const [accept, xml] of rows) assert.equal(asksForXml(accept), xml, accept)
})
