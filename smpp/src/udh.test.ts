import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildUdh, concatenate, parseUdh, userDataOf } from './udh.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

test('headers whose lengths add up are read, others are not', () => {
  const rows: [string, string, { iei: number; data: string }[] | undefined, string?][] = [
    ['8-bit concatenation', '05 0003 2a0201 6869', [{ iei: 0, data: '2a0201' }], '6869'],
    ['16-bit concatenation', '06 0804 012a0201', [{ iei: 8, data: '012a0201' }], ''],
    [
      'ports, then concatenation',
      '0b 0504 0b8423f0 0003 010301 ff',
      [
        { iei: 5, data: '0b8423f0' },
        { iei: 0, data: '010301' },
      ],
      'ff',
    ],
    ['an empty header', '00 41', [], '41'],
    ['an element of no octets', '02 2400', [{ iei: 0x24, data: '' }], ''],
    ['no octets at all', '', undefined],
    ['a header longer than the message', '05 0003 2a02', undefined],
    ['an element longer than the header', '05 0004 2a0201 ff', undefined],
    ['half an element', '01 00', undefined],
  ]
  for (const [name, octets, elements, body] of rows) {
    const found = parseUdh(hex(octets))
    const read = found?.elements.map(({ iei, data }) => ({ iei, data: data.toString('hex') }))
    assert.deepEqual([read, found?.body.toString('hex')], [elements, body], name)
    if (found) assert.deepEqual(Buffer.concat([buildUdh(found.elements), found.body]), hex(octets), name)
  }
})

test('where a PDU stands in a long message', () => {
  const tlvs = { sar_msg_ref_num: 0x1234, sar_total_segments: 3, sar_segment_seqnum: 2 }
  const rows: [string, Parameters<typeof userDataOf>[0], number[] | undefined, string][] = [
    ['8-bit', { esm_class: 0x40, short_message: hex('05 0003 2a0201 6869'), tlvs: {} }, [0x2a, 2, 1], '6869'],
    ['16-bit', { esm_class: 0x40, short_message: hex('06 0804 012a0202 68'), tlvs: {} }, [0x012a, 2, 2], '68'],
    ['SAR', { esm_class: 0, short_message: hex('68'), tlvs }, [0x1234, 3, 2], '68'],
    [
      'no UDHI: the octets are text',
      { esm_class: 0, short_message: hex('05 0003 2a0201'), tlvs: {} },
      undefined,
      '0500032a0201',
    ],
    [
      'in message_payload',
      { esm_class: 0x40, tlvs: { message_payload: hex('05 0003 2a0201 68') } },
      [0x2a, 2, 1],
      '68',
    ],
    ['part 0 is ignored', { esm_class: 0x40, short_message: hex('05 0003 2a0200 68'), tlvs: {} }, undefined, '68'],
    ['part 3 of 2 is ignored', { esm_class: 0x40, short_message: hex('05 0003 2a0203 68'), tlvs: {} }, undefined, '68'],
    [
      'SAR part 4 of 3 is ignored',
      { esm_class: 0, short_message: hex('68'), tlvs: { ...tlvs, sar_segment_seqnum: 4 } },
      undefined,
      '68',
    ],
    [
      'SAR without its reference',
      { esm_class: 0, short_message: hex('68'), tlvs: { sar_total_segments: 2, sar_segment_seqnum: 1 } },
      undefined,
      '68',
    ],
    ['a broken header is text', { esm_class: 0x40, short_message: hex('05 00'), tlvs: {} }, undefined, '0500'],
  ]
  for (const [name, pdu, expected, body] of rows) {
    const found = userDataOf(pdu)
    const { reference, parts, part } = found.concatenation ?? {}
    assert.deepEqual(found.concatenation && [reference, parts, part], expected, name)
    assert.equal(found.body.toString('hex'), body, name)
  }
})

test('parts are built as they are read', () => {
  const bodies = [Buffer.from('one '), Buffer.from('two '), Buffer.from('three')]
  for (const [by, reference] of [
    ['udh8', 0x34],
    ['udh16', 0x1234],
    ['sar', 0x1234],
  ] as const) {
    const read = concatenate(bodies, 0x51234, by).map(userDataOf)
    assert.equal(Buffer.concat(read.map(({ body }) => body)).toString(), 'one two three')
    assert.deepEqual(
      read.map(({ concatenation }) => concatenation),
      [1, 2, 3].map((part) => ({ reference, parts: 3, part })),
      by,
    )
  }
  assert.deepEqual(concatenate([Buffer.from('x')], 1, 'udh8'), [
    { esm_class: 0, short_message: Buffer.from('x'), tlvs: {} },
  ])
  assert.equal(concatenate(Array(255).fill(Buffer.from('x')), 1, 'sar').length, 255)
  assert.throws(() => concatenate(Array(256).fill(Buffer.from('x')), 1, 'sar'), RangeError)
})
