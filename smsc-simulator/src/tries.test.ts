import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatenate, decode, encode, type SubmitSm } from '@njiwa/smpp'
import { Tries } from './tries.ts'

function submit(fields: Partial<SubmitSm>): SubmitSm {
  return decode(encode({ command: 'submit_sm', destination_addr: '255700000004', ...fields })) as SubmitSm
}

function parts(reference: number, bodies: string[]): SubmitSm[] {
  const octets = bodies.map((body) => Buffer.from(body))
  return concatenate(octets, reference, 'udh8').map((fields) => submit(fields))
}

test('the first tries are counted per recipient and text', () => {
  const tries = new Tries()
  const hello = submit({ short_message: Buffer.from('hello') })
  const byPayload = submit({ tlvs: { message_payload: Buffer.from('hello') } })
  const elsewhere = submit({ short_message: Buffer.from('hello'), destination_addr: '255711110004' })
  const goodbye = submit({ short_message: Buffer.from('goodbye') })
  const rows: [pdu: SubmitSm, isFirst: boolean][] = [
    [hello, true],
    [byPayload, true],
    [hello, false],
    [elsewhere, true],
    [goodbye, true],
    [hello, false],
    [elsewhere, true],
    [elsewhere, false],
  ]
  rows.forEach(([pdu, isFirst], row) => {
    assert.equal(tries.isAmongFirst(pdu, 2), isFirst, `row ${row}`)
  })
})

test('a long message sent as a whole meets the outcome twice, whatever its reference number', () => {
  const tries = new Tries()
  const answers = [7, 8, 9].map((reference) =>
    parts(reference, ['aaa', 'bbb', 'ccc']).map((pdu) => tries.isAmongFirst(pdu, 2)),
  )
  assert.deepEqual(answers, [
    [true, true, true],
    [true, true, true],
    [false, false, false],
  ])
})

test('a long message sent part by part meets it twice as well, not twice a part', () => {
  const tries = new Tries()
  const [one, two, three] = parts(7, ['same', 'same', 'same']) as [SubmitSm, SubmitSm, SubmitSm]
  const answers = [one, one, one, two, three].map((pdu) => tries.isAmongFirst(pdu, 2))
  assert.deepEqual(answers, [true, true, false, false, false])
})

test('a reference number that comes round again starts afresh', () => {
  const tries = new Tries()
  for (const pdu of parts(7, ['aaa', 'bbb'])) tries.isAmongFirst(pdu, 1)
  for (const pdu of parts(7, ['aaa', 'bbb'])) assert.equal(tries.isAmongFirst(pdu, 1), false)
  for (const pdu of parts(7, ['ccc', 'ddd'])) assert.equal(tries.isAmongFirst(pdu, 1), true)
})

test('what was not tried for longest is forgotten: 10,000 texts are remembered', () => {
  const tries = new Tries()
  const text = (index: number) => submit({ short_message: Buffer.from(`${index}`) })
  for (let index = 0; index <= 10_000; index++) tries.isAmongFirst(text(index), 1)
  assert.equal(tries.isAmongFirst(text(1), 1), false)
  assert.equal(tries.isAmongFirst(text(0), 1), true)
})
