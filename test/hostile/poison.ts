// test/hostile/poison.ts: values that programs have choked on: as texts, and as JSON that is written out by hand, since
// JSON.stringify would not.
import fc from 'fast-check'

/** Must be in no log: it is put where messages and numbers are. */
export const CANARY = 'kanari-7f3a'

const TEXTS = [
  '',
  ' ',
  CANARY,
  '\u0000',
  `a\u0000${CANARY}`,
  '\ud83d',
  '\udc00a',
  '\ufffe',
  '\u202e\u200b\u2028',
  '😀'.repeat(801),
  'á'.repeat(801),
  'a'.repeat(1_601),
  'a'.repeat(70_000),
  '{'.repeat(2_000),
  '9'.repeat(400),
  '%00%ff%',
  "' or 1=1 --",
  '"; drop table messages; --',
  '{{7*7}}#{7*7}',
  '../../../../etc/passwd',
  'a\r\nX-Injected: 1\r\n\r\n',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '1e400',
  '-1',
  '0x10',
  '+255712345678',
  '٢٥٥٧١٢٣٤٥٦٧٨',
  '+999999999999999',
  '255712345678,,255712345678',
  '255 712 345 678 '.repeat(600),
  '2026-13-41T25:61:61Z',
  '0000-00-00 00:00',
  '9999-12-31 23:59',
  '+275760-09-13T00:00:00.001Z',
  '[{RECEIVERNAME}]'.repeat(120),
  '<script>alert(1)</script>',
  '=cmd|calc!A1',
  '019b0000-0000-7000-8000-000000000000',
  'msg_00000000000000000000000000000000',
  'sms-99999999999999ffffffffffffffffffff',
  'sms-2025050112252123117a517ef211f2dbdb',
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
)

const VALUES = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e308',
  '1e400',
  '-1e400',
  '9007199254740993',
  '1'.repeat(400),
  '{}',
  '[]',
  '[[]]',
  '[null]',
  '[""]',
  '{"length":1}',
  '{"0":"a","length":1}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"toString":1,"valueOf":1,"hasOwnProperty":1}',
  '{"a":1,"a":2}',
  '"\\ud800"',
  '"\\u0000"',
  '"\\udc00\\ud800"',
  deep('[', ']', 18),
  deep('[', ']', 25),
  deep('[', ']', 20_000),
  deep('{"a":', '}', 5_000),
  `[${'"255712345678",'.repeat(10_001)}"a"]`,
  `[${'{},'.repeat(1_500)}{}]`,
  `{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  '01',
  'undefined',
  "'a'",
  '',
]

function deep(open: string, close: string, times: number): string {
  return open.repeat(times) + (open === '[' ? '' : '1') + close.repeat(times)
}

/** Written out; not always JSON. */
export const hostileValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 3, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
)

/** Written out, and of no form that any field of text or list of texts has. */
export const noText: fc.Arbitrary<string> = fc.constantFrom(
  'null',
  'true',
  '0',
  '1.5',
  '{}',
  '[]',
  '[1]',
  '[null]',
  '[{}]',
  '{"0":"a"}',
  '["a",1]',
)
