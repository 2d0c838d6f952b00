import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, encode, PduReader } from './codec.ts'
import { SmppError } from './errors.ts'
import { MAX_PDU_LENGTH } from './octets.ts'
import type { PduInput } from './pdu/index.ts'
import { status } from './status.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const header = (length: number, id: number, command_status = 0, sequence = 1) => {
  const octets = Buffer.alloc(16)
  for (const [i, value] of [length, id, command_status, sequence].entries()) octets.writeUInt32BE(value >>> 0, i * 4)
  return octets
}

test('octets on the wire, PDU by PDU', async (t) => {
  const rows: [PduInput, string][] = [
    // The example of SMPP 3.4 §3.2.5: system_id SMPP3TEST, password secret08, system_type SUBMIT1.
    [
      {
        command: 'bind_transmitter',
        sequence_number: 1,
        system_id: 'SMPP3TEST',
        password: 'secret08',
        system_type: 'SUBMIT1',
        interface_version: 0,
        addr_ton: 1,
        addr_npi: 1,
      },
      `0000002f 00000002 00000000 00000001 534d5050335445535400 736563726574303800 5355424d49543100 00 01 01 00`,
    ],
    [
      {
        command: 'submit_sm',
        sequence_number: 2,
        source_addr_ton: 5,
        source_addr: 'NJIWA',
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: '255712345678',
        registered_delivery: 1,
        short_message: Buffer.from('Hi'),
        tlvs: { user_message_reference: 0x1234 },
      },
      `0000003a 00000004 00000000 00000002 00 05 00 4e4a49574100 01 01 32353537313233343536373800 00 00 00 00 00 01 00 00 00
       02 4869 0204 0002 1234`,
    ],
    [{ command: 'submit_sm_resp', sequence_number: 2, message_id: 'a1' }, '00000013 80000004 00000000 00000002 613100'],
    [
      { command: 'submit_sm_resp', sequence_number: 2, command_status: status.ESME_RTHROTTLED },
      '00000010 80000004 00000058 00000002',
    ],
    [
      {
        command: 'data_sm_resp',
        sequence_number: 3,
        command_status: 0xfe,
        message_id: '',
        tlvs: { delivery_failure_reason: 2 },
      },
      '00000016 80000103 000000fe 00000003 00 0425 0001 02',
    ],
    [{ command: 'enquire_link', sequence_number: 4 }, '00000010 00000015 00000000 00000004'],
    [
      { command: 'generic_nack', sequence_number: 0x7fffffff, command_status: 3 },
      '00000010 80000000 00000003 7fffffff',
    ],
    [
      {
        command: 'submit_multi',
        sequence_number: 5,
        dest_address: [
          { dest_flag: 1, dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '1' },
          { dest_flag: 2, dl_name: 'L' },
        ],
      },
      '00000027 00000021 00000000 00000005 00 00 00 00 02 01 01 01 3100 02 4c00 00 00 00 00 00 00 00 00 00 00',
    ],
  ]
  for (const [pdu, octets] of rows) {
    await t.test(pdu.command, () => assert.equal(encode(pdu).toString('hex'), hex(octets).toString('hex')))
  }
})

test('each field up to its limit and no further', () => {
  const rows: [PduInput, PduInput, string][] = [
    [
      { command: 'submit_sm', destination_addr: 'x'.repeat(20) },
      { command: 'submit_sm', destination_addr: 'x'.repeat(21) },
      'destination_addr',
    ],
    [
      { command: 'data_sm', destination_addr: 'x'.repeat(64) },
      { command: 'data_sm', destination_addr: 'x'.repeat(65) },
      'destination_addr',
    ],
    [
      { command: 'bind_receiver', password: 'x'.repeat(8) },
      { command: 'bind_receiver', password: 'x'.repeat(9) },
      'password',
    ],
    [
      { command: 'submit_sm_resp', message_id: 'x'.repeat(64) },
      { command: 'submit_sm_resp', message_id: 'x'.repeat(65) },
      'message_id',
    ],
    [{ command: 'submit_sm', data_coding: 255 }, { command: 'submit_sm', data_coding: 256 }, 'data_coding'],
    [{ command: 'submit_sm', data_coding: 0 }, { command: 'submit_sm', data_coding: -1 }, 'data_coding'],
    [{ command: 'submit_sm', source_addr: 'ÿ' }, { command: 'submit_sm', source_addr: 'Ā' }, 'source_addr'],
    [{ command: 'submit_sm', source_addr: '\x01' }, { command: 'submit_sm', source_addr: 'a\0b' }, 'source_addr'],
    [
      { command: 'submit_sm', short_message: Buffer.alloc(254) },
      { command: 'submit_sm', short_message: Buffer.alloc(255) },
      'short_message',
    ],
    [
      { command: 'data_sm', tlvs: { message_payload: Buffer.alloc(MAX_PDU_LENGTH - 16 - 10 - 4) } },
      { command: 'data_sm', tlvs: { message_payload: Buffer.alloc(MAX_PDU_LENGTH - 16 - 10 - 3) } },
      'message_payload',
    ],
    [
      { command: 'submit_sm', tlvs: { network_error_code: Buffer.alloc(3) } },
      { command: 'submit_sm', tlvs: { network_error_code: Buffer.alloc(2) } },
      'network_error_code',
    ],
    [
      { command: 'submit_multi', dest_address: Array(254).fill({ dest_flag: 2, dl_name: 'x' }) },
      { command: 'submit_multi', dest_address: Array(255).fill({ dest_flag: 2, dl_name: 'x' }) },
      'dest_address',
    ],
    [
      { command: 'enquire_link', command_status: 0xffffffff },
      { command: 'enquire_link', command_status: 1.5 },
      'command_status',
    ],
  ]
  for (const [fits, tooMuch, field] of rows) {
    assert.notEqual(decode(encode(fits)).command, 'invalid', field)
    assert.throws(
      () => encode(tooMuch),
      (error: SmppError) => error instanceof SmppError && error.code === 'invalid_pdu' && error.message.includes(field),
      field,
    )
  }
})

test('what arrives malformed names the status to answer with', () => {
  const body = (pdu: PduInput) => encode(pdu).subarray(16)
  const submit = body({ command: 'submit_sm', short_message: Buffer.from('hello') })
  const pdu = (id: number, octets: Buffer) => Buffer.concat([header(16 + octets.length, id), octets])
  const rows: [string, Buffer, number, boolean][] = [
    ['unknown command_id', pdu(0x16, Buffer.alloc(0)), status.ESME_RINVCMDID, false],
    ['unknown response', pdu(0x80000016, Buffer.alloc(0)), status.ESME_RINVCMDID, true],
    ['a submit_sm without a body', pdu(4, Buffer.alloc(0)), status.ESME_RINVCMDLEN, false],
    ['short_message shorter than sm_length', pdu(4, submit.subarray(0, -1)), status.ESME_RINVMSGLEN, false],
    [
      'source_addr of 21 characters',
      pdu(4, Buffer.concat([hex('00 00 00'), Buffer.alloc(21, 65), Buffer.alloc(20)])),
      status.ESME_RINVSRCADR,
      false,
    ],
    [
      'a TLV that ends after the PDU',
      pdu(4, Buffer.concat([submit, hex('0424 0005 00')])),
      status.ESME_RINVOPTPARSTREAM,
      false,
    ],
    ['half a TLV header', pdu(4, Buffer.concat([submit, hex('0424 00')])), status.ESME_RINVOPTPARSTREAM, false],
    ['dest_flag 3', pdu(0x21, hex('00 00 00 00 01 03')), status.ESME_RINVDESTFLAG, false],
    ['message_id of 65 characters', pdu(0x80000004, Buffer.alloc(66, 65)), status.ESME_RINVMSGID, true],
  ]
  for (const [name, octets, command_status, isResponse] of rows) {
    const found = decode(octets)
    assert.ok(found.command === 'invalid', name)
    assert.deepEqual([found.command_status, found.isResponse, found.fatal], [command_status, isResponse, false], name)
    assert.equal(found.sequence_number, 1, name)
  }
})

test('a response that is cut short reads as empty, since a lost answer would be sent again', () => {
  const rows: [number, Buffer, object][] = [
    [0x80000004, Buffer.alloc(0), { command: 'submit_sm_resp', message_id: '' }],
    [0x80000004, Buffer.from('42'), { command: 'submit_sm_resp', message_id: '42' }],
    [0x80000005, Buffer.alloc(0), { command: 'deliver_sm_resp', message_id: '' }],
    [0x80000009, Buffer.alloc(0), { command: 'bind_transceiver_resp', system_id: '' }],
    [
      0x80000003,
      hex('3400'),
      { command: 'query_sm_resp', message_id: '4', final_date: '', message_state: 0, error_code: 0 },
    ],
    [0x80000004, hex('3400 ff'), { command: 'submit_sm_resp', message_id: '4' }],
  ]
  for (const [id, octets, expected] of rows) {
    const pdu = decode(Buffer.concat([header(16 + octets.length, id), octets]))
    assert.deepEqual(pdu, { ...expected, command_status: 0, sequence_number: 1, tlvs: {} })
  }
})

test('lengths that end a session, from both sides', () => {
  const rows: [number, boolean][] = [
    [0, true],
    [15, true],
    [16, false],
    [MAX_PDU_LENGTH, false],
    [MAX_PDU_LENGTH + 1, true],
    [2 ** 31, true],
    [2 ** 32 - 1, true],
  ]
  for (const [length, fatal] of rows) {
    const reader = new PduReader()
    reader.push(header(length, 0x15, 0, 7))
    const pdu = reader.next()
    if (fatal) {
      assert.ok(pdu?.command === 'invalid' && pdu.fatal, String(length))
      assert.deepEqual([pdu.command_status, pdu.sequence_number], [status.ESME_RINVCMDLEN, 7])
      reader.push(encode({ command: 'enquire_link' }))
      assert.equal(reader.next(), undefined, 'nothing is read after it')
    } else {
      assert.equal(pdu?.command, length === 16 ? 'enquire_link' : undefined, String(length))
    }
  }
})

test('a length that is no good is known from its four octets', () => {
  const reader = new PduReader()
  for (const octet of Buffer.from('GET')) {
    reader.push(Buffer.from([octet]))
    assert.equal(reader.next(), undefined)
  }
  reader.push(Buffer.from(' '))
  assert.equal(reader.next()?.command, 'invalid')
})

test('a chunk pushed before the last one was read is read after it', () => {
  const reader = new PduReader()
  const stream = Buffer.concat([1, 2, 3].map((n) => encode({ command: 'enquire_link', sequence_number: n })))
  reader.push(stream.subarray(0, 40))
  assert.deepEqual(reader.next()?.sequence_number, 1)
  reader.push(stream.subarray(40))
  assert.deepEqual([reader.next()?.sequence_number, reader.next()?.sequence_number, reader.next()], [2, 3, undefined])
})
