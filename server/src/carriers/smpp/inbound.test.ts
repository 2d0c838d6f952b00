import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inboundPartOf } from './inbound.ts'

const pdu = { esm_class: 0, source_addr: '+255701000000', destination_addr: '15500', tlvs: {} }

for (const [data_coding, octets, text] of [
  [0, '00 02 1b65', '@$€'],
  [1, '40 24', '@$'],
  [3, 'e9', 'é'],
  [6, 'd0', 'а'],
  [8, '0430 d83dde00', 'а😀'],
  [0x10, '00', '@'], // TS 23.038: class 0, default alphabet
  [0x18, '0430', 'а'],
  [0xf0, '00', '@'],
  [0xf4, 'e9', 'é'],
] as const) {
  test(`data_coding 0x${data_coding.toString(16)}: ${octets} is ${text}`, () => {
    const short_message = Buffer.from(octets.replaceAll(' ', ''), 'hex')
    const part = inboundPartOf({ ...pdu, data_coding, short_message })
    assert.deepEqual(part, { from: '255701000000', to: '15500', text, place: undefined })
  })
}

test('message_payload stands in for short_message', () => {
  const tlvs = { message_payload: Buffer.from('ACHA') }
  assert.equal(inboundPartOf({ ...pdu, data_coding: 0, short_message: Buffer.alloc(0), tlvs }).text, 'ACHA')
})

test('SAR parameters say the place, and a message of one part has none', () => {
  const sar = (parts: number) => ({ sar_msg_ref_num: 7, sar_total_segments: parts, sar_segment_seqnum: 1 })
  const short_message = Buffer.from('a')
  const place = { reference: 7, parts: 2, part: 1 }
  assert.deepEqual(inboundPartOf({ ...pdu, data_coding: 0, short_message, tlvs: sar(2) }).place, place)
  assert.equal(inboundPartOf({ ...pdu, data_coding: 0, short_message, tlvs: sar(1) }).place, undefined)
})
