import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusedError } from '../../core/errors.ts'
import { draftOf, type QuoteBody } from './request.ts'

const UG = '+256700000100'

function said(body: QuoteBody): string {
  try {
    const { recipients, text } = draftOf(body)
    const texts = recipients.map((recipient) => recipient.text ?? text)
    return `${recipients.length} ${texts.every((each) => each === texts[0]) ? texts[0]?.slice(0, 40) : texts.join(' | ')}`
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return `${error.refusal.code} ${error.refusal.field}`
  }
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `2557${10_000_000 + index}`)
const one = (variables: Record<string, string>, text: string): QuoteBody => ({
  text,
  messages: [{ to: UG, variables }],
})

const ROWS: [string, QuoteBody, string][] = [
  ['one number', { to: [UG], text: 'Hi' }, '1 Hi'],
  ['a number without plus', { to: ['256700000100'], text: 'Hi' }, '1 Hi'],
  ['one number twice, in two spellings', { to: [UG, '256700000100'], text: 'Hi' }, '1 Hi'],
  ['10,000 numbers', { to: numbers(10_000), text: 'Hi' }, '10000 Hi'],
  ['10,001 numbers', { to: numbers(10_001), text: 'Hi' }, 'recipients_too_many to'],
  ['no number', { to: [], text: 'Hi' }, 'recipients_missing to'],
  ['nobody named', { text: 'Hi' }, 'recipients_missing to'],
  ['no text', { to: [UG] }, 'field_missing text'],
  ['nothing', {}, 'field_missing text'],
  ['a national number', { to: [UG, '0712345678'], text: 'Hi' }, 'recipient_invalid to.1'],
  ['an empty text', { to: [UG], text: '' }, 'text_empty text'],
  ['1,600 characters', { to: [UG], text: 'x'.repeat(1600) }, `1 ${'x'.repeat(40)}`],
  ['1,601 characters', { to: [UG], text: 'x'.repeat(1601) }, 'text_too_long text'],
  ['1,600 characters of two units', { to: [UG], text: '🕊'.repeat(1600) }, `1 ${'🕊'.repeat(20)}`],
  ['1,601 characters of two units', { to: [UG], text: '🕊'.repeat(1601) }, 'text_too_long text'],
  ['both forms at once', { to: [UG], messages: [{ to: UG }], text: 'Hi' }, 'field_invalid messages'],
  [
    'a text of its own',
    {
      messages: [
        { to: UG, text: 'A' },
        { to: UG, text: 'B' },
      ],
    },
    '2 A | B',
  ],
  [
    'its own text before the common one',
    { text: 'C', messages: [{ to: UG, text: 'A' }, { to: '255712345678' }] },
    '2 A | C',
  ],
  ['one number twice with one text', { text: 'C', messages: [{ to: UG }, { to: UG }] }, '1 C'],
  ['neither its own text nor a common one', { messages: [{ to: UG }] }, 'field_missing messages.0.text'],
  ['no message', { messages: [], text: 'Hi' }, 'recipients_missing messages'],
  [
    'a bad number of one message',
    { text: 'C', messages: [{ to: UG }, { to: 'x' }] },
    'recipient_invalid messages.1.to',
  ],
  ['a variable', one({ name: 'Asha' }, 'Habari {name}'), '1 Habari Asha'],
  ['a value that looks like a placeholder', one({ a: '{b}', b: 'x' }, '{a}{b}'), '1 {b}x'],
  ['a value with what replace() knows', one({ a: '$&$1' }, '{a}'), '1 $&$1'],
  ['a placeholder without a value', one({ name: 'Asha' }, '{nam}'), 'field_missing messages.0.variables.nam'],
  ["a value of Object's own", one({}, '{constructor}'), 'field_missing messages.0.variables.constructor'],
  ['a placeholder where no variables are given', { to: [UG], text: 'Use {x}' }, '1 Use {x}'],
  ['braces that name nothing', one({}, '{ } {1} {}'), '1 { } {1} {}'],
  ['a text that its variables empty', one({ a: '' }, '{a}'), 'text_empty messages.0.text'],
  ['a text that its variables make too long', one({ a: 'x'.repeat(801) }, '{a}{a}'), 'text_too_long messages.0.text'],
  ['a value longer than any text', one({ a: 'x'.repeat(3201) }, '{a}'), 'text_too_long messages.0.variables.a'],
  ['a sender of 11 characters', { to: [UG], text: 'Hi', sender: 'x'.repeat(11) }, '1 Hi'],
  ['a sender of 12 characters', { to: [UG], text: 'Hi', sender: 'x'.repeat(12) }, 'field_invalid sender'],
  ['a number as sender', { to: [UG], text: 'Hi', sender: UG }, '1 Hi'],
]

for (const [name, body, expected] of ROWS) {
  test(`a body with ${name}`, () => assert.equal(said(body), expected))
}

test('a template stays the text of the request', () => {
  assert.equal(draftOf(one({ name: 'Asha' }, 'Habari {name}')).text, 'Habari {name}')
})
