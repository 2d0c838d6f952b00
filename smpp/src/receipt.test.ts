import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildReceipt, messageState, parseReceipt, type Receipt, receiptTimeMs } from './receipt.ts'
import type { Tlvs } from './tlv.ts'

const parse = (text: string, tlvs: Tlvs = {}, esm_class = 4) =>
  parseReceipt({ esm_class, short_message: Buffer.from(text, 'latin1'), tlvs })

test('what carriers send, and what it is read as', () => {
  const rows: [string, Receipt | undefined, Tlvs?, number?][] = [
    [
      'id:0123456789 sub:001 dlvrd:001 submit date:2401011200 done date:240101120130 stat:DELIVRD err:000 text:Hello you',
      {
        id: '0123456789',
        sub: 1,
        dlvrd: 1,
        submit_date: '2401011200',
        done_date: '240101120130',
        stat: 'DELIVRD',
        message_state: 2,
        err: '000',
        text: Buffer.from('Hello you'),
      },
    ],
    [
      'Stat:undeliv Err:0x1F Done_Date:2401011200 ID:00ab',
      { id: '00ab', stat: 'UNDELIV', message_state: 5, err: '0x1F', done_date: '2401011200' },
    ],
    [
      'id: 7f3c submitdate:2401011200 stat: EXPIRED',
      { id: '7f3c', submit_date: '2401011200', stat: 'EXPIRED', message_state: 3 },
    ],
    ['id:1 stat:DELIVERED', { id: '1', stat: 'DELIVERED', message_state: 2 }],
    ['id:1 stat:SPAMREJ err:3A', { id: '1', stat: 'SPAMREJ', err: '3A' }],
    ['id:1', { id: '1' }],
    ['id: sub:001 stat:DELIVRD', undefined],
    ['id:1 done date:24010112 sub:xx', { id: '1' }],
    // The end of the text is the sender's own words.
    [
      'id:1 stat:REJECTD text:id:2 stat:DELIVRD',
      { id: '1', stat: 'REJECTD', message_state: 8, text: Buffer.from('id:2 stat:DELIVRD') },
    ],
    ['text:id:2 stat:DELIVRD', undefined],
    // TLVs alone, against the text, and beside noise
    ['', { id: 'x9', message_state: 2 }, { receipted_message_id: 'x9', message_state: 2 }],
    [
      'id:10 stat:UNDELIV',
      { id: 'a', textId: '10', message_state: 2, stat: 'UNDELIV' },
      { receipted_message_id: 'a', message_state: 2 },
    ],
    [
      '\x00\xff',
      { id: 'a', network_error: { network_type: 3, error_code: 0x0102 } },
      { receipted_message_id: 'a', network_error_code: Buffer.from([3, 1, 2]) },
    ],
    ['hello', undefined],
    // What makes it a receipt
    ['id:1 stat:DELIVRD', undefined, {}, 0],
    ['id:1 stat:DELIVRD', undefined, {}, 0x08],
    ['id:1 stat:ENROUTE', { id: '1', stat: 'ENROUTE', message_state: 1 }, {}, 0x20],
    ['id:1', { id: '1' }, {}, 0x07],
    ['id:1', { id: '1' }, { receipted_message_id: '1' }, 0],
  ]
  for (const [text, expected, tlvs, esm_class] of rows) assert.deepEqual(parse(text, tlvs, esm_class), expected, text)
})

test('the text may be in message_payload', () => {
  const message_payload = Buffer.from('id:5 stat:ACCEPTD')
  assert.deepEqual(parse('', { message_payload }), { id: '5', stat: 'ACCEPTD', message_state: 6 })
})

test('dates, each edge from both sides', () => {
  const rows: [string, number, number | undefined][] = [
    ['2402291200', 0, Date.UTC(2024, 1, 29, 12)],
    ['2302291200', 0, undefined],
    ['240229120059', 0, Date.UTC(2024, 1, 29, 12, 0, 59)],
    ['240229120060', 0, undefined],
    ['2402292400', 0, undefined],
    ['2402291500', 180, Date.UTC(2024, 1, 29, 12)],
    ['240229150', 0, undefined],
    ['24022915000', 0, undefined],
    ['', 0, undefined],
  ]
  for (const [digits, offset, expected] of rows) assert.equal(receiptTimeMs(digits, offset), expected, digits)
})

test('each state is built and read back, as text and as TLVs', () => {
  const submitMs = Date.UTC(2026, 0, 2, 3, 4)
  for (const [name, message_state] of Object.entries(messageState)) {
    const network_error = { network_type: 3, error_code: 300 }
    const built = buildReceipt({
      id: 'f00',
      message_state,
      submitMs,
      doneMs: submitMs + 60_000,
      err: '007',
      network_error,
      text: Buffer.from('a text of twenty-two..'),
    })
    const read = parseReceipt(built)
    assert.deepEqual(
      [read?.id, read?.message_state, read?.err, read?.network_error],
      ['f00', message_state, '007', network_error],
      name,
    )
    assert.equal(receiptTimeMs(read?.submit_date ?? ''), submitMs)
    assert.equal(read?.text?.length, 20)
    assert.equal(parseReceipt({ ...built, tlvs: {} })?.message_state, message_state, `${name} from its text alone`)
  }
})
