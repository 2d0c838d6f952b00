import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { RefusedError } from '../../core/errors.ts'
import { ErrorAnswer, FieldErrorAnswer } from './error-reference.ts'
import { errors } from './errors.ts'
import { draftOf } from './request.ts'

const GOOD = { to_number: '+255712345678', message: 'Hello', sender_id: 'MYBRAND' }

/** What a body becomes, or what its caller hears. */
function judged(body: unknown) {
  try {
    return { draft: draftOf(body), status: 201, detail: null }
  } catch (error) {
    assert.ok(error instanceof RefusedError, String(error))
    const { status, body } = errors[error.refusal.code](error.refusal, '')
    return { draft: null, status, detail: (body as { detail: unknown }).detail }
  }
}

/** `field type` of each fault; the wording where there is but one. */
function heard(body: unknown): string {
  const { status, detail } = judged(body)
  if (!Array.isArray(detail)) return `${status} ${detail}`
  return `${status} ${detail.map(({ loc, type }) => `${loc.slice(1)} ${type}`).join(', ')}`
}

const numbers: [is: string, to: string, taken: string[]][] = [
  ['one', '+255712345678', ['255712345678']],
  ['without a plus', '255712345678', ['255712345678']],
  ['a list', '+255712345678,+255722345678', ['255712345678', '255722345678']],
  ['with spaces around', ' +255712345678 ,\t255722345678\n', ['255712345678', '255722345678']],
  ['a comma at the end', '+255712345678,', ['255712345678']],
  ['with empty ones between', ',+255712345678,, ,+255722345678', ['255712345678', '255722345678']],
  ['twice', '+255712345678,255712345678,+255712345678', ['255712345678']],
  ['of elsewhere', '+256701521269,+447700900123', ['256701521269', '447700900123']],
  ['10,000', many(10_000).join(), many(10_000)],
  ['10,000, each twice', [...many(10_000), ...many(10_000)].join(), many(10_000)],
]
for (const [is, to_number, taken] of numbers) {
  test(`numbers that are taken: ${is}`, () => {
    const { draft } = judged({ ...GOOD, to_number })
    assert.deepEqual(
      draft?.recipients.map(({ msisdn }) => msisdn),
      taken,
    )
  })
}

const badNumbers: [is: string, to: unknown, type: string][] = [
  ['10,001', many(10_001).join(), 'value_error.list.max_items'],
  ['in national form', '0712345678', 'value_error.phone_number'],
  ['with a dialling prefix', '00255712345678', 'value_error.phone_number'],
  ['too short', '+25571234567', 'value_error.phone_number'],
  ['too long', '+2557123456789', 'value_error.phone_number'],
  ['with spaces inside', '+255 712 345 678', 'value_error.phone_number'],
  ['of a country that is none', '+999123456789', 'value_error.phone_number'],
  ['in other digits', '+٢٥٥٧١٢٣٤٥٦٧٨', 'value_error.phone_number'],
  ['one of them no number', '+255712345678,x', 'value_error.phone_number'],
  ['commas alone', ','.repeat(100_000), 'value_error.phone_number'],
  ['blanks and commas alone', ' , ', 'value_error.phone_number'],
  ['blank', ' ', 'value_error.phone_number'],
  ['empty', '', 'value_error.any_str.min_length'],
  ['absent', undefined, 'value_error.missing'],
  ['null', null, 'type_error.none.not_allowed'],
  ['a JSON number', 255712345678, 'type_error.str'],
  ['a JSON list', ['+255712345678'], 'type_error.str'],
]
for (const [is, to_number, type] of badNumbers) {
  test(`numbers that are refused: ${is}`, () => {
    assert.equal(heard({ ...GOOD, to_number }), `422 to_number ${type}`)
  })
}

test('a number that is none is said, cut short', () => {
  const { detail } = judged({ ...GOOD, to_number: `+255712345678, ${'7'.repeat(500)}` })
  const loc = ['body', 'to_number']
  const msg = `value is not a valid phone number: "${'7'.repeat(32)}"`
  assert.deepEqual(detail, [{ loc, msg, type: 'value_error.phone_number' }])
})

const texts: [is: string, message: unknown, answer: string][] = [
  ['a blank', ' ', '201 null'],
  ['1,600 characters', 'a'.repeat(1600), '201 null'],
  ['1,601 characters', 'a'.repeat(1601), '422 message value_error.any_str.max_length'],
  ['1,600 emoji', '😀'.repeat(1600), '201 null'],
  ['1,601 emoji', '😀'.repeat(1601), '422 message value_error.any_str.max_length'],
  ['a million', 'a'.repeat(1_000_000), '422 message value_error.any_str.max_length'],
  ['empty', '', '422 message value_error.any_str.min_length'],
  ['absent', undefined, '422 message value_error.missing'],
  ['null', null, '422 message type_error.none.not_allowed'],
  ['a JSON number', 7, '422 message type_error.str'],
]
for (const [is, message, answer] of texts) {
  test(`the text: ${is}`, () => assert.equal(heard({ ...GOOD, message }), answer))
}

const NO_SENDER = '400 Sender ID is required'
const NO_SUCH_SENDER = '404 Sender ID not found or not approved'
const senders: [is: string, sender: unknown, answer: string][] = [
  ['eleven letters and digits', 'ABCDEFGH123', '201 null'],
  ['in small letters', 'mybrand', '201 null'],
  ['with blanks around', ' MyBrand ', '201 null'],
  ['twelve', 'ABCDEFGH1234', NO_SUCH_SENDER],
  ['with a blank inside', 'MY BRAND', NO_SUCH_SENDER],
  ['with a symbol', 'MY-BRAND', NO_SUCH_SENDER],
  ['not of A to Z', 'MYBRÄND', NO_SUCH_SENDER],
  ['a number', '+255712345678', NO_SUCH_SENDER],
  ['absent', undefined, NO_SENDER],
  ['null', null, NO_SENDER],
  ['empty', '', NO_SENDER],
  ['blank', ' \t', NO_SENDER],
  ['a JSON number', 7, '422 sender_id type_error.str'],
]
for (const [is, sender_id, answer] of senders) {
  test(`the sender: ${is}`, () => assert.equal(heard({ ...GOOD, sender_id }), answer))
}

test('a sender is sent in capitals', () =>
  assert.equal(judged({ ...GOOD, sender_id: ' myBrand' }).draft?.sender, 'MYBRAND'))

const several: [is: string, body: unknown, answer: string][] = [
  ['all are absent', {}, NO_SENDER],
  ['all but the sender', { sender_id: 'X' }, '422 to_number value_error.missing, message value_error.missing'],
  [
    'each is wrong',
    { to_number: 'x', message: '', sender_id: 1 },
    '422 to_number value_error.phone_number, message value_error.any_str.min_length, sender_id type_error.str',
  ],
  [
    'a name that cannot be and a bad number',
    { ...GOOD, sender_id: '-', to_number: 'x' },
    '422 to_number value_error.phone_number',
  ],
  ['no object', [], '422  type_error.dict'],
  ['null', null, '422  type_error.dict'],
]
for (const [is, body, answer] of several) {
  test(`what is said when several are wrong: ${is}`, () => assert.equal(heard(body), answer))
}

test('1,000 bodies of any form are taken or refused, each in the shape of its status', () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...Object.values(GOOD)))
  const near = fc.record({ to_number: value, message: value, sender_id: value }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.oneof(near, fc.jsonValue()), (body) => {
      const { status, detail } = judged(body)
      if (status === 201) return
      assert.ok([400, 404, 422].includes(status))
      assert.ok(Value.Check(status === 422 ? FieldErrorAnswer : ErrorAnswer, { detail }), JSON.stringify(detail))
    }),
    { numRuns: 1000 },
  )
})

/** Distinct numbers. */
function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `2557${String(index).padStart(8, '0')}`)
}
