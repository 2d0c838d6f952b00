import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, encode, userDataOf } from '@njiwa/smpp'
import { decodeGsm, decodeUcs2 } from '../../core/alphabet.ts'
import { segment } from '../../core/segments.ts'
import type { OutboundMessage } from '../carrier.ts'
import { type SmppConfig, validateCarrierConfig } from './config.ts'
import { submitsOf, validityPeriod } from './segments.ts'

const NOW_MS = Date.UTC(2026, 0, 31, 12, 0, 0)
const DAY_MS = 86_400_000

function config(changes: Partial<SmppConfig> = {}): SmppConfig {
  const valid = validateCarrierConfig({ host: 'smsc', port: 2775, systemId: 'njiwa', ...changes })
  assert.ok(valid.ok)
  return valid.value
}

function submits(message: Partial<OutboundMessage>, changes: Partial<SmppConfig> = {}) {
  const whole: OutboundMessage = {
    messageId: '01920000-0000-7000-8000-00000000a1b2',
    source: 'INFO',
    msisdn: '255700000000',
    text: 'Habari',
    expiresAtMs: NOW_MS + DAY_MS,
    ...message,
  }
  // As it is read at the other end.
  return submitsOf(whole, config(changes), () => 0x1ff, NOW_MS).map((pdu) => {
    const read = decode(encode(pdu))
    assert.ok(read.command === 'submit_sm')
    return read
  })
}

for (const [text, count, data_coding] of [
  ['a'.repeat(160), 1, 0],
  ['a'.repeat(161), 2, 0],
  [`${'a'.repeat(158)}€`, 1, 0],
  [`${'a'.repeat(159)}€`, 2, 0],
  [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 2, 0],
  ['ш'.repeat(70), 1, 8],
  ['ш'.repeat(71), 2, 8],
  [`${'ш'.repeat(66)}😀${'ш'.repeat(10)}`, 2, 8],
] as const) {
  test(`${text.length} units in data_coding ${data_coding} are ${count} submits that hold the text`, () => {
    const pdus = submits({ text })
    assert.equal(pdus.length, count)
    assert.equal(pdus.length, segment(text).segments)
    const decodeText = data_coding === 0 ? decodeGsm : decodeUcs2
    assert.equal(pdus.map((pdu) => decodeText(userDataOf(pdu).body)).join(''), text)
    assert.ok(pdus.every((pdu) => pdu.data_coding === data_coding && pdu.short_message.length <= 160))
  })
}

test('every segment asks for a receipt, and carries its reference and how long it is valid', () => {
  for (const pdu of submits({ text: 'a'.repeat(161) })) {
    assert.equal(pdu.registered_delivery, 1)
    assert.equal(pdu.tlvs.user_message_reference, 0xa1b2)
    assert.equal(pdu.validity_period, '000001000000000R')
    assert.equal(userDataOf(pdu).concatenation?.reference, 0xff)
  }
  const [bare] = submits({}, { userMessageReference: false, validity: 'none' })
  assert.deepEqual([bare?.tlvs, bare?.validity_period], [{}, ''])
})

for (const [source, changes, ton, npi, address] of [
  ['INFO', {}, 5, 0, 'INFO'],
  ['255700000001', {}, 1, 1, '255700000001'],
  ['15500', {}, 3, 0, '15500'],
  ['INFO', { sourceName: { ton: 0, npi: 1 } }, 0, 1, 'INFO'],
  ['255700000001', { sourceNumber: { ton: 2, npi: 8 } }, 2, 8, '255700000001'],
  ['15500', { sourceNumber: { ton: 2, npi: 8 } }, 3, 0, '15500'],
  ['15500', { sourceShortCode: { ton: 0, npi: 0 } }, 0, 0, '15500'],
] as const) {
  test(`${source} goes out as ton ${ton}, npi ${npi}`, () => {
    const [pdu] = submits({ source }, changes)
    assert.deepEqual([pdu?.source_addr_ton, pdu?.source_addr_npi, pdu?.source_addr], [ton, npi, address])
    assert.deepEqual([pdu?.dest_addr_ton, pdu?.dest_addr_npi, pdu?.destination_addr], [1, 1, '255700000000'])
  })
}

for (const [form, afterMs, period] of [
  ['relative', DAY_MS - 1000, '000000235959000R'],
  ['relative', DAY_MS, '000001000000000R'],
  ['relative', DAY_MS + 61_000, '000001000101000R'],
  ['relative', 1, '000000000001000R'],
  ['relative', -5, '000000000001000R'],
  ['relative', 90 * DAY_MS, '000063000000000R'],
  ['absolute', DAY_MS, '260201120000000+'],
  ['absolute', 1, '260131120001000+'],
  ['none', DAY_MS, ''],
] as const) {
  test(`valid for ${afterMs} ms, ${form}: '${period}'`, () => {
    assert.equal(validityPeriod(form, NOW_MS + afterMs, NOW_MS), period)
  })
}
