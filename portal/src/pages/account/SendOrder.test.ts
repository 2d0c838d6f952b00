import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bodyOf,
  chunksOf,
  inPlainCharacters,
  numbersIn,
  partsOf,
  placeholdersIn,
  refusedAt,
  sumOf,
  variableName,
} from './SendOrder.ts'

const pastes = [
  ['+255712345678', ['+255712345678'], []],
  ['+255 712 345 678\n+254-712.345(678)', ['+255712345678', '+254712345678'], []],
  ['255712345678, 255712345678; 256712345678\t', ['255712345678', '256712345678'], []],
  ['0712345678\nAsha', [], ['0712345678', 'Asha']],
  ['+255712345678 +254712345678  255713345678', ['+255712345678', '+254712345678', '255713345678'], []],
  ['', [], []],
] as const
const atHome = [
  ['0712345678', ['+255712345678']],
  ['0712 345-678\n712345679', ['+255712345678', '+255712345679']],
  ['0712345678 0713345678', ['+255712345678', '+255713345678']],
  ['255712345678 +255 712 345 678', []],
  ['255712345678, 0712345678, 00255712345678', ['255712345678']],
  ['254712345678; +256712345678', ['254712345678', '+256712345678']],
  ['0712', []],
] as const
for (const [pasted, numbers] of atHome) {
  test(`${JSON.stringify(pasted)} in Tanzania is ${numbers.join(', ') || 'none'}`, () => {
    assert.deepEqual(numbersIn(pasted, '255').numbers, numbers)
  })
}

for (const [pasted, numbers, unreadable] of pastes) {
  test(`${JSON.stringify(pasted)} has ${numbers.length} numbers`, () => {
    assert.deepEqual(numbersIn(pasted), { numbers, unreadable })
  })
}

const names = [
  ['Name', 'Name'],
  ['First name', 'First_name'],
  [' Kiasi (TZS) ', 'Kiasi_TZS'],
  ['Prénom', 'Prenom'],
  ['2024', 'c_2024'],
  ['', 'c_'],
] as const
for (const [header, name] of names) {
  test(`the column ${JSON.stringify(header)} is {${name}}`, () => assert.equal(variableName(header), name))
}

test('both ways to write a placeholder are found, each once', () => {
  assert.deepEqual(placeholdersIn('Habari [{RECEIVERNAME}], [{code}] ni {code}. {not this}'), ['RECEIVERNAME', 'code'])
})

const order = {
  sender: 'MyApp',
  route: '',
  text: 'Habari',
  scheduleAt: null,
  recipients: [{ to: '+255712345678', variables: {} }],
}
const bodies = [
  { what: 'one text', is: { sender: 'MyApp', text: 'Habari', to: ['+255712345678'] } },
  {
    what: 'a text for each',
    given: {
      text: 'Habari [{NAME}], {code}',
      recipients: [{ to: '+255712345678', variables: { NAME: 'Asha {code}', other: 'x' } }],
    },
    is: {
      sender: 'MyApp',
      text: 'Habari {NAME}, {code}',
      messages: [{ to: '+255712345678', variables: { NAME: 'Asha {code}', code: '' } }],
    },
  },
  {
    what: 'braces that nobody has a value for',
    given: { text: 'Use {this}' },
    is: { sender: 'MyApp', text: 'Use {this}', to: ['+255712345678'] },
  },
  {
    what: 'a time, a route and the default sender',
    given: { sender: '', route: 'ESMS_UG', scheduleAt: '2030-03-01T12:00:00.000Z' },
    is: { route: 'ESMS_UG', schedule_at: '2030-03-01T12:00:00.000Z', text: 'Habari', to: ['+255712345678'] },
  },
]
for (const { what, given, is } of bodies) {
  test(`${what} as a body`, () => assert.deepEqual(bodyOf({ ...order, ...given }), is))
}

test('five recipients in parts of two', () => {
  const recipients = ['1', '2', '3', '4', '5'].map((to) => ({ to, variables: {} }))
  assert.deepEqual(
    chunksOf({ ...order, recipients }, 2).map((chunk) => chunk.map(({ to }) => to)),
    [['1', '2'], ['3', '4'], ['5']],
  )
})

test('what is scheduled is one request up to 10,000, whatever is sent now goes in parts that can be counted', () => {
  const recipients = Array.from({ length: 20_001 }, (_, index) => ({ to: `+2557${10_000_000 + index}`, variables: {} }))
  const sizes = (scheduleAt: string | null) => partsOf({ ...order, scheduleAt, recipients }).map(({ length }) => length)
  assert.deepEqual(sizes('2030-03-01T12:00:00.000Z'), [10_000, 10_000, 1])
  assert.deepEqual([sizes(null).length, sizes(null)[0]], [41, 500])
})

test('a part is a body that the server takes', () => {
  const text = 'Habari {name}: {code}'
  const recipients = Array.from({ length: 9_000 }, (_, index) => ({
    to: `+2557${10_000_000 + index}`,
    variables: { name: 'Né'.repeat(60), code: String(index) },
  }))
  const scheduled = { ...order, text, scheduleAt: '2030-03-01T12:00:00.000Z', recipients }
  const parts = partsOf(scheduled)
  const bytes = parts.map((part) => Buffer.byteLength(JSON.stringify(bodyOf({ ...scheduled, recipients: part }))))
  assert.ok(Math.max(...bytes) <= 900 * 1024 && (bytes[0] ?? 0) > 850 * 1024, String(bytes))
  assert.deepEqual(parts.flat(), recipients)
})

const fields = [
  ['to.3', 3],
  ['messages.12.to', 12],
  ['messages.12.text', null],
  ['text', null],
  [null, null],
] as const
for (const [field, index] of fields)
  test(`${field} is of recipient ${index}`, () => assert.equal(refusedAt(field), index))

test('characters that have a plain one are replaced, others stay', () => {
  const foreign = [
    { character: '“', substitute: '"' },
    { character: '—', substitute: '-' },
    { character: '\u200b', substitute: '' },
    { character: '😀', substitute: null },
  ]
  assert.equal(inPlainCharacters('“Karibu” — \u200bsana 😀“', foreign), '"Karibu” - sana 😀"')
})

const sums = [
  [['1', '2'], '3'],
  [['0.1', '0.2'], '0.3'],
  [['1.2022', '35'], '36.2022'],
  [['0.05', '0.05'], '0.10'],
  [['9007199254740993', '0.000001'], '9007199254740993.000001'],
  [[], '0'],
] as const
for (const [amounts, sum] of sums) test(`${amounts.join(' + ')} = ${sum}`, () => assert.equal(sumOf(amounts), sum))
