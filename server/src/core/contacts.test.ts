import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readContact, readNumber } from './contacts.ts'

const numbers = [
  { text: '+255712345678', country: null, is: '255712345678 TZ' },
  { text: '255712345678', country: null, is: '255712345678 TZ' },
  { text: '+255 712 345-678', country: null, is: '255712345678 TZ' },
  { text: '(+255) 712.345.678', country: null, is: '255712345678 TZ' },
  { text: '00255712345678', country: null, is: '255712345678 TZ' },
  { text: '0712345678', country: null, is: null },
  { text: '0712 345 678', country: 'TZ', is: '255712345678 TZ' },
  { text: '712345678', country: 'TZ', is: '255712345678 TZ' },
  { text: '255712345678', country: 'TZ', is: '255712345678 TZ' },
  { text: '0772123456', country: 'UG', is: '256772123456 UG' },
  { text: '+254712345678', country: 'TZ', is: '254712345678 KE' },
  { text: '254712345678', country: 'TZ', is: '254712345678 KE' },
  { text: '0712345', country: 'TZ', is: null },
  { text: '0712345678', country: 'XX', is: null },
  { text: '', country: 'TZ', is: null },
  { text: 'Asha', country: 'TZ', is: null },
  { text: '٠٧١٢٣٤٥٦٧٨', country: 'TZ', is: null },
  { text: ' '.repeat(41), country: 'TZ', is: null },
]
for (const { text, country, is } of numbers) {
  test(`${JSON.stringify(text)} in ${country} is ${is}`, () => {
    const read = readNumber(text, country)
    assert.equal(read && `${read.msisdn} ${read.country}`, is)
  })
}

const fields = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 'x']))
const contacts = [
  { what: 'a number alone', with: {}, is: 'ok' },
  { what: 'a name', with: { name: ' Asha ' }, is: 'ok' },
  { what: 'a name of 100', with: { name: 'x'.repeat(100) }, is: 'ok' },
  { what: 'a name of 101', with: { name: 'x'.repeat(101) }, is: 'name' },
  { what: 'a name of two lines', with: { name: 'a\nb' }, is: 'name' },
  { what: '20 fields', with: { fields: fields(20) }, is: 'ok' },
  { what: '21 fields', with: { fields: fields(21) }, is: 'fields' },
  { what: '21 fields, one empty', with: { fields: { ...fields(20), last: ' ' } }, is: 'ok' },
  { what: 'a field of 32 letters', with: { fields: { [`a${'b'.repeat(31)}`]: 'x' } }, is: 'ok' },
  { what: 'a field of 33 letters', with: { fields: { [`a${'b'.repeat(32)}`]: 'x' } }, is: 'fields' },
  { what: 'a field with a blank', with: { fields: { 'a b': 'x' } }, is: 'fields' },
  { what: 'a field named Name', with: { fields: { Name: 'x' } }, is: 'fields' },
  { what: 'a value of 200', with: { fields: { a: 'x'.repeat(200) } }, is: 'ok' },
  { what: 'a value of 201', with: { fields: { a: 'x'.repeat(201) } }, is: 'fields' },
  { what: 'a value of two lines', with: { fields: { a: 'x\ny' } }, is: 'fields' },
]
for (const { what, with: given, is } of contacts) {
  test(`a contact with ${what} is ${is}`, () => {
    const read = readContact({ number: '+255712345678', ...given }, null)
    assert.equal(read.ok ? 'ok' : read.error.field, is)
  })
}

test('what is kept is trimmed, and nothing is kept of what is empty', () => {
  const read = readContact({ number: '0712345678', name: ' ', fields: { town: ' Mwanza ', shop: '' } }, 'TZ')
  assert.deepEqual(read, {
    ok: true,
    value: { msisdn: '255712345678', country: 'TZ', name: null, fields: { town: 'Mwanza' } },
  })
})
