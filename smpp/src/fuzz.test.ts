// Anything at all, from FUZZ_PDUS generated cases a property (`npm run fuzz -w smpp` takes 100,000).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decode, encode, type InvalidPdu, PduReader } from './codec.ts'
import { type Command, layouts, type Pdu, type PduInput } from './pdu/index.ts'
import { parseReceipt } from './receipt.ts'
import { parseUdh, userDataOf } from './udh.ts'

const numRuns = Number(process.env.FUZZ_PDUS ?? 2000)

const int1 = fc.integer({ min: 0, max: 255 })
const int2 = fc.integer({ min: 0, max: 0xffff })
const int4 = fc.integer({ min: 0, max: 0xffffffff })
/** Characters 0x01 to 0xff; `max` counts the NUL. */
const text = (max: number) =>
  fc
    .array(fc.integer({ min: 1, max: 255 }), { maxLength: max - 1 })
    .map((codes) => Buffer.from(codes).toString('latin1'))
const octets = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array))

/** Plain objects, as the decoder makes them; `requiredKeys` all unless given. */
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, requiredKeys?: (keyof T)[]) =>
  fc.record<T, keyof T>(fields, { noNullPrototype: true, ...(requiredKeys && { requiredKeys }) })

const tlvs = record(
  {
    dest_addr_subunit: int1,
    dest_network_type: int1,
    dest_bearer_type: int1,
    dest_telematics_id: int2,
    source_addr_subunit: int1,
    source_network_type: int1,
    source_bearer_type: int1,
    source_telematics_id: int1,
    qos_time_to_live: int4,
    payload_type: int1,
    additional_status_info_text: text(256),
    receipted_message_id: text(65),
    ms_msg_wait_facilities: int1,
    privacy_indicator: int1,
    source_subaddress: octets(2, 23),
    dest_subaddress: octets(2, 23),
    user_message_reference: int2,
    user_response_code: int1,
    source_port: int2,
    destination_port: int2,
    sar_msg_ref_num: int2,
    language_indicator: int1,
    sar_total_segments: int1,
    sar_segment_seqnum: int1,
    sc_interface_version: int1,
    callback_num_pres_ind: fc.array(int1, { minLength: 1, maxLength: 3 }),
    callback_num_atag: fc.array(octets(0, 65), { minLength: 1, maxLength: 3 }),
    number_of_messages: int1,
    callback_num: fc.array(octets(4, 19), { minLength: 1, maxLength: 3 }),
    dpf_result: int1,
    set_dpf: int1,
    ms_availability_status: int1,
    network_error_code: octets(3, 3),
    message_payload: octets(0, 2000),
    delivery_failure_reason: int1,
    more_messages_to_send: int1,
    message_state: int1,
    ussd_service_op: int1,
    display_time: int1,
    sms_signal: int2,
    ms_validity: int1,
    alert_on_message_delivery: fc.constant(true as const),
    its_reply_type: int1,
    its_session_info: octets(2, 2),
    raw: fc.array(record({ tag: fc.integer({ min: 0x1400, max: 0x3fff }), value: octets(0, 40) }), { minLength: 1 }),
  },
  [],
)

const source = { source_addr_ton: int1, source_addr_npi: int1, source_addr: text(21) }
const dest = { dest_addr_ton: int1, dest_addr_npi: int1, destination_addr: text(21) }
const times = { schedule_delivery_time: text(17), validity_period: text(17) }
const tail = {
  esm_class: int1,
  protocol_id: int1,
  priority_flag: int1,
  ...times,
  registered_delivery: int1,
  replace_if_present_flag: int1,
  data_coding: int1,
  sm_default_msg_id: int1,
  short_message: octets(0, 254),
}
const message = { service_type: text(6), ...source, ...dest, ...tail }
const bind = {
  system_id: text(16),
  password: text(9),
  system_type: text(13),
  interface_version: int1,
  addr_ton: int1,
  addr_npi: int1,
  address_range: text(41),
}
const system_id = { system_id: text(16) }
const message_id = { message_id: text(65) }

const bodies: Record<Command, Record<string, fc.Arbitrary<unknown>>> = {
  bind_transmitter: bind,
  bind_receiver: bind,
  bind_transceiver: bind,
  bind_transmitter_resp: system_id,
  bind_receiver_resp: system_id,
  bind_transceiver_resp: system_id,
  outbind: { system_id: text(16), password: text(9) },
  unbind: {},
  unbind_resp: {},
  submit_sm: message,
  submit_sm_resp: message_id,
  submit_multi: {
    service_type: text(6),
    ...source,
    dest_address: fc.array(
      fc.oneof(
        record({ dest_flag: fc.constant(1), ...dest }),
        record({ dest_flag: fc.constant(2), dl_name: text(21) }),
      ),
      { maxLength: 254 },
    ),
    ...tail,
  },
  submit_multi_resp: {
    ...message_id,
    unsuccess_sme: fc.array(record({ ...dest, error_status_code: int4 }), { maxLength: 254 }),
  },
  deliver_sm: message,
  deliver_sm_resp: message_id,
  data_sm: {
    service_type: text(6),
    ...source,
    source_addr: text(65),
    ...dest,
    destination_addr: text(65),
    esm_class: int1,
    registered_delivery: int1,
    data_coding: int1,
  },
  data_sm_resp: message_id,
  query_sm: { ...message_id, ...source },
  query_sm_resp: { ...message_id, final_date: text(17), message_state: int1, error_code: int1 },
  cancel_sm: { service_type: text(6), ...message_id, ...source, ...dest },
  cancel_sm_resp: {},
  replace_sm: {
    ...message_id,
    ...source,
    ...times,
    registered_delivery: int1,
    sm_default_msg_id: int1,
    short_message: octets(0, 254),
  },
  replace_sm_resp: {},
  enquire_link: {},
  enquire_link_resp: {},
  alert_notification: {
    ...source,
    source_addr: text(65),
    esme_addr_ton: int1,
    esme_addr_npi: int1,
    esme_addr: text(65),
  },
  generic_nack: {},
}

const pdus = Object.entries(bodies).map(([command, body]) =>
  record({ command: fc.constant(command), command_status: int4, sequence_number: int4, ...body, tlvs }),
) as unknown as fc.Arbitrary<Pdu>[]
const anyPdu = fc.oneof(...pdus)

function readAll(reader: PduReader, chunks: Buffer[]): (Pdu | InvalidPdu)[] {
  const found: (Pdu | InvalidPdu)[] = []
  for (const chunk of chunks) {
    reader.push(chunk)
    for (let pdu = reader.next(); pdu !== undefined; pdu = reader.next()) found.push(pdu)
  }
  return found
}

test('every PDU comes back as it was written', async (t) => {
  assert.deepEqual(Object.keys(bodies).sort(), Object.keys(layouts).sort())
  const each = Math.ceil(numRuns / pdus.length)
  for (const [i, command] of Object.keys(bodies).entries()) {
    await t.test(command, () => {
      fc.assert(
        fc.property(pdus[i] as fc.Arbitrary<Pdu>, (pdu) => assert.deepEqual(decode(encode(pdu as PduInput)), pdu)),
        { numRuns: each },
      )
    })
  }
})

test('a stream reads the same wherever it is split', () => {
  fc.assert(
    fc.property(fc.array(anyPdu, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 300 })), (list, sizes) => {
      const stream = Buffer.concat(list.map((pdu) => encode(pdu as PduInput)))
      const chunks: Buffer[] = []
      let at = 0
      for (const size of sizes) {
        chunks.push(stream.subarray(at, at + size))
        at += size
      }
      chunks.push(stream.subarray(at))
      assert.deepEqual(readAll(new PduReader(), chunks), list)
    }),
    { numRuns: Math.ceil(numRuns / 10) },
  )
})

test('a stream reads the same octet by octet', () => {
  fc.assert(
    fc.property(anyPdu, anyPdu, (first, second) => {
      const stream = Buffer.concat([encode(first as PduInput), encode(second as PduInput)])
      const chunks = [...stream].map((octet) => Buffer.from([octet]))
      assert.deepEqual(readAll(new PduReader(), chunks), [first, second])
    }),
    { numRuns: Math.ceil(numRuns / 40) },
  )
})

test('octets of any kind are read or refused, never thrown over', () => {
  fc.assert(
    fc.property(fc.array(octets(0, 200)), (chunks) => {
      const found = readAll(new PduReader(), chunks)
      assert.ok(found.every((pdu, i) => pdu.command !== 'invalid' || !pdu.fatal || i === found.length - 1))
    }),
    { numRuns },
  )
})

test('a PDU with some octets changed is read or refused, and the next one is read', () => {
  const changes = fc.array(fc.tuple(fc.nat(), int1), { minLength: 1, maxLength: 8 })
  const next: PduInput = { command: 'enquire_link', sequence_number: 99 }
  fc.assert(
    fc.property(anyPdu, changes, (pdu, edits) => {
      const bytes = encode(pdu as PduInput)
      // Anywhere but in command_length, which would move the start of the next one.
      for (const [at, octet] of edits) bytes[4 + (at % (bytes.length - 4))] = octet
      const found = readAll(new PduReader(), [bytes, encode(next)])
      assert.equal(found.length, 2)
      assert.deepEqual(found[1], { ...next, command_status: 0, tlvs: {} })
      const [first] = found
      if (first?.command !== 'invalid') assert.deepEqual(decode(encode(first as PduInput)), first)
    }),
    { numRuns },
  )
})

test('receipts and headers of any octets are read or refused', () => {
  fc.assert(
    fc.property(
      octets(0, 254),
      int1,
      fc.string({ unit: fc.constantFrom('id:', 'stat:', 'text:', ' ', 'DELIVRD', '1', ':') }),
      (body, esm_class, words) => {
        parseUdh(body)
        userDataOf({ esm_class, short_message: body, tlvs: {} })
        parseReceipt({ esm_class: 4, short_message: body, tlvs: {} })
        parseReceipt({ esm_class: 4, short_message: Buffer.from(words), tlvs: {} })
      },
    ),
    { numRuns },
  )
})
