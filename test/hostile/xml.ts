// test/hostile/xml.ts: XML bodies near the one that a call takes, and the ones that are known to fell readers of XML.
import fc from 'fast-check'
import { hostileText } from './poison.ts'

const GOOD =
  '<sms><source_addr>INFO</source_addr><schedule_time /><message>Hello [{RECEIVERNAME}]</message><recipients><recipient>' +
  '<recipient_name>"Jose"</recipient_name><dest_addr>+22687161524</dest_addr></recipient></recipients></sms>'

const laughs = Array.from({ length: 9 }, (_, nth) => `<!ENTITY l${nth + 1} "${`&l${nth};`.repeat(10)}">`).join('')

const KNOWN = [
  `<?xml version="1.0"?><!DOCTYPE sms [<!ENTITY l0 "ha">${laughs}]><sms><message>&l9;</message></sms>`,
  `<!DOCTYPE sms [<!ENTITY a "${'a'.repeat(50_000)}">]><sms>${'&a;'.repeat(10_000)}</sms>`,
  '<!DOCTYPE sms [<!ENTITY x SYSTEM "file:///etc/passwd">]><sms><message>&x;</message></sms>',
  '<!DOCTYPE sms SYSTEM "http://127.0.0.1:1/x.dtd"><sms/>',
  '<!doctype sms><sms/>',
  '<sms><!ENTITY x "y"></sms>',
  '<?xml-stylesheet href="x"?><sms/>',
  '<sms><?php echo 1 ?></sms>',
  '<?xml version="1.0" encoding="UTF-16"?><sms/>',
  '<?xml version="1.0" encoding="UTF-7"?><sms>+ADw-a+AD4-</sms>',
  `<sms><message>${'&#65;'.repeat(20_000)}</message></sms>`,
  `<sms><message>${'&amp;'.repeat(20_000)}</message></sms>`,
  '<sms><message>&#0;</message></sms>',
  '<sms><message>&#xD800;</message></sms>',
  '<sms><message>&#x110000;</message></sms>',
  '<sms><message>&#99999999999;</message></sms>',
  '<sms><message>&nbsp;</message></sms>',
  `<sms ${Array.from({ length: 60_000 }, (_, nth) => `a${nth}="1"`).join(' ')}/>`,
  '<sms a="1" a="2"/>',
  `${'<a>'.repeat(100_000)}`,
  `${'<a>'.repeat(11)}${'</a>'.repeat(11)}`,
  `<sms>${'<a/>'.repeat(6_000)}</sms>`,
  `<sms><!--${'-'.repeat(100_000)}--></sms>`,
  `<sms><![CDATA[${']]'.repeat(100_000)}</sms>`,
  `<sms>${' '.repeat(200_000)}</sms>`,
  `<sms${' '.repeat(200_000)}`,
  `<${'a'.repeat(200_000)}/>`,
  `<sms><message>${'\u0000'}</message></sms>`,
  '<sms><message>\u0001</message></sms>',
  '<sms></sender>',
  '<sms/><sms/>',
  '<__proto__><constructor/></__proto__>',
  '<sms><__proto__>a</__proto__><constructor>b</constructor></sms>',
  '<sms><recipients>text</recipients></sms>',
  '<sms><recipients><recipient/></recipients></sms>',
  '<soap:Envelope xmlns:soap="x"><soap:Body/></soap:Envelope>',
  '',
  '<',
  '<sms',
  ']]>',
  '{"source_addr":"INFO"}',
]

const NAMES = [
  'sms',
  'source_addr',
  'message',
  'recipients',
  'recipient',
  'dest_addr',
  'schedule_time',
  '__proto__',
  'x:y',
]

type Node = { name: string; text: string; raw: boolean; inside: Node[] }
const DEPTH = 4

function nodes(depth: number): fc.Arbitrary<Node> {
  return fc.record({
    name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, hostileText),
    text: fc.oneof(fc.constantFrom('INFO', 'Hello', '+22687161524', ''), hostileText),
    raw: fc.nat(5).map((nth) => nth === 0),
    inside: depth === 0 ? fc.constant([]) : fc.array(nodes(depth - 1), { maxLength: 3 }),
  })
}
const node = nodes(DEPTH)

function written({ name, text, raw, inside }: Node): string {
  const shown = raw ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<${name}>${shown}${inside.map(written).join('')}</${name}>`
}

export const xmlNear: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...KNOWN).map((text) => Buffer.from(text)) },
  { weight: 2, arbitrary: node.map((root) => Buffer.from(written({ ...root, name: 'sms' }))) },
  { weight: 1, arbitrary: node.map((root) => Buffer.from(written(root), 'utf16le')) },
  { weight: 4, arbitrary: spliced(Buffer.from(GOOD)) },
  {
    weight: 2,
    arbitrary: hostileText.map((text) => Buffer.from(GOOD.replace('Hello', () => text).replace('INFO', () => text))),
  },
)

/** A good body with some of its bytes gone or others put in. */
export function spliced(whole: Buffer): fc.Arbitrary<Buffer> {
  return fc
    .record({ at: fc.nat(whole.length), drop: fc.nat(12), put: fc.uint8Array({ maxLength: 8 }) })
    .map(({ at, drop, put }) => Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + drop)]))
}
