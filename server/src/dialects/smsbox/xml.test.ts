import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readXml, type XmlElement, type XmlFault } from './xml.ts'

const read = (text: string | Buffer) => readXml(typeof text === 'string' ? Buffer.from(text) : text)

/** Names and texts: `['a', 'text', …children]`. */
type Shape = [name: string, text: string, ...children: Shape[]]
const shapeOf = ({ name, text, children }: XmlElement): Shape => [name, text, ...children.map(shapeOf)]

test('what is read', () => {
  const rows: [xml: string, shape: Shape][] = [
    ['<a/>', ['a', '']],
    ['<a></a>', ['a', '']],
    ['<a />', ['a', '']],
    ['<a\n></a\n>', ['a', '']],
    ['<a>b</a>', ['a', 'b']],
    [' \n<a>b</a>\n ', ['a', 'b']],
    ['<a> b <c>d</c> e </a>', ['a', ' b  e ', ['c', 'd']]],
    ['<a><b/><b>1</b><c><d/></c></a>', ['a', '', ['b', ''], ['b', '1'], ['c', '', ['d', '']]]],
    ['<a x="1" y=\'"\' z = "&amp;">b</a>', ['a', 'b']],
    ['<a>&lt;&gt;&amp;&quot;&apos;</a>', ['a', '<>&"\'']],
    ['<a>&#65;&#x42;&#x0043;&#128512;&#x1F600;</a>', ['a', 'ABC😀😀']],
    ['<a>&amp;lt;</a>', ['a', '&lt;']], // once
    ['<a><![CDATA[<b>&amp;]]]></a>', ['a', '<b>&amp;]']],
    ['<a>b<!-- c <d> -->e</a>', ['a', 'be']],
    ['<!-- before --><a/><!-- after -->', ['a', '']],
    ['<a>\r\nb\rc\n</a>', ['a', '\nb\nc\n']], // line ends are one character (§2.11)
    ['\ufeff<a>b</a>', ['a', 'b']],
    ['<?xml version="1.0"?><a/>', ['a', '']],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<a/>', ['a', '']],
    ["<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a/>", ['a', '']],
    ['<?xml version="1.0" encoding="us-ascii"?><a/>', ['a', '']],
    ['<p:a xmlns:p="urn:x">b</p:a>', ['p:a', 'b']],
    ['<état>é</état>', ['état', 'é']],
    ['<__proto__/>', ['__proto__', '']],
    [nested(10), shapeOfNested(10)],
    [`<a>${'<b/>'.repeat(4999)}</a>`, ['a', '', ...Array.from({ length: 4999 }, (): Shape => ['b', ''])]],
    [`<a>${'&#97;'.repeat(10_000)}</a>`, ['a', 'a'.repeat(10_000)]],
  ]
  for (const [xml, shape] of rows) {
    const result = read(xml)
    assert.ok(result.ok, xml.slice(0, 80))
    assert.deepEqual(shapeOf(result.value), shape, xml.slice(0, 80))
  }
})

const MIB = 1_048_576
const LAUGHS = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'abcdefghij'[i + 1]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`).join('')}]><l>&j;</l>`

const hostile: [what: string, xml: string | Buffer, reason: XmlFault][] = [
  ['nothing', '', 'syntax'],
  ['blanks', ' \n ', 'syntax'],
  ['text', 'hello', 'syntax'],
  ['JSON', '{"a":1}', 'syntax'],
  ['a billion laughs', LAUGHS, 'forbidden'],
  [
    'quadratic blow-up',
    `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(50_000)}">]><a>${'&x;'.repeat(50_000)}</a>`,
    'forbidden',
  ],
  ['a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'forbidden'],
  ['an address', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>', 'forbidden'],
  ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><a/>', 'forbidden'],
  ['a document type in small letters', '<!doctype a><a/>', 'forbidden'],
  ['a document type behind the root', '<a/><!DOCTYPE a>', 'forbidden'],
  ['an entity without a document type', '<!ENTITY x "y"><a>&x;</a>', 'forbidden'],
  ['a processing instruction', '<?php echo 1 ?><a/>', 'forbidden'],
  ['a stylesheet', '<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1/"?><a/>', 'forbidden'],
  ['a declaration not at the beginning', ' <?xml version="1.0"?><a/>', 'forbidden'],
  ['two declarations', '<?xml version="1.0"?><?xml version="1.0"?><a/>', 'forbidden'],
  ['a declaration that is none', '<?xml encoding="UTF-8"?><a/>', 'forbidden'],
  ['UTF-16, little endian', Buffer.from('\ufeff<a/>', 'utf16le'), 'utf8'],
  ['UTF-16 without a mark', Buffer.from('<a/>', 'utf16le'), 'character'],
  ['UTF-16 by declaration', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'utf8'],
  ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-', 'utf8'],
  ['Latin-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1'), 'utf8'],
  ['no UTF-8', Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]), 'utf8'],
  ['U+0000', '<a>\0</a>', 'character'],
  ['a control character', '<a>\x01</a>', 'character'],
  ['U+FFFE', '<a>\ufffe</a>', 'character'],
  ['U+0000 by number', '<a>&#0;</a>', 'character'],
  ['a control character by number', '<a>&#x1;</a>', 'character'],
  ['half a surrogate pair by number', '<a>&#xD83D;</a>', 'character'],
  ['a number past Unicode', '<a>&#x110000;</a>', 'character'],
  ['a long number', '<a>&#00000065;</a>', 'syntax'],
  ['an endless number', `<a>&#${'0'.repeat(MIB)};</a>`, 'syntax'],
  ['no number', '<a>&#;</a>', 'syntax'],
  ['an unknown entity', '<a>&nbsp;</a>', 'syntax'],
  ['an entity named after a prototype', '<a>&constructor;</a>', 'syntax'],
  ['an ampersand', '<a>b & c</a>', 'syntax'],
  ['an ampersand in an attribute', '<a b="&"/>', 'syntax'],
  ['too many references', `<a>${'&amp;'.repeat(10_001)}</a>`, 'references'],
  ['too many references in attributes', `<a b="${'&amp;'.repeat(10_001)}"/>`, 'references'],
  ['11 deep', nested(11), 'depth'],
  ['300,000 deep', '<a>'.repeat(300_000), 'depth'],
  ['5,001 elements', `<a>${'<b/>'.repeat(5000)}</a>`, 'nodes'],
  ['elements and attributes together', `<a>${'<b c="1"/>'.repeat(2500)}</a>`, 'nodes'],
  ['a million attributes', `<a ${Array.from({ length: 150_000 }, (_, i) => `b${i}=""`).join(' ')}/>`, 'nodes'],
  ['an attribute twice', '<a b="1" b="2"/>', 'syntax'],
  ['attributes without a blank between', '<a b="1"c="2"/>', 'syntax'],
  ['an attribute without quotes', '<a b=1/>', 'syntax'],
  ['an attribute without a value', '<a b/>', 'syntax'],
  ['a tag in an attribute', '<a b="<c/>"/>', 'syntax'],
  ['an attribute that does not end', `<a b="${'x'.repeat(MIB)}`, 'syntax'],
  ['a name that does not end', `<${'a'.repeat(MIB)}`, 'syntax'],
  ['blanks that do not end', `<a${' '.repeat(MIB)}`, 'syntax'],
  ['a comment that does not end', `<a>${'<!--'.repeat(MIB / 4)}`, 'syntax'],
  ['a CDATA section that does not end', `<a>${'<![CDATA['.repeat(100_000)}`, 'syntax'],
  ['CDATA outside the root', '<![CDATA[a]]><a/>', 'syntax'],
  ['the end of a CDATA section alone', '<a>]]></a>', 'syntax'],
  ['less-than signs', '<'.repeat(MIB), 'syntax'],
  ['ampersands', `<a>${'&'.repeat(MIB)}</a>`, 'syntax'],
  ['two roots', '<a/><b/>', 'syntax'],
  ['text behind the root', '<a/>b', 'syntax'],
  ['crossed tags', '<a><b></a></b>', 'syntax'],
  ['another end', '<a></b>', 'syntax'],
  ['an end without a beginning', '</a>', 'syntax'],
  ['an end too many', '<a/></a>', 'syntax'],
  ['no end', '<a><b/>', 'syntax'],
  ['an end with an attribute', '<a></a b="1">', 'syntax'],
  ['half a tag', '<a', 'syntax'],
  ['a name that begins with a digit', '<1a/>', 'syntax'],
  ['a blank before the name', '< a/>', 'syntax'],
  ['a markup declaration', '<!ELEMENT a ANY><a/>', 'syntax'],
]

for (const [what, xml, reason] of hostile) {
  test(`refused: ${what}`, () => assert.deepEqual(read(xml), { ok: false, reason }))
}

test('whatever comes is read or refused, and what was written is read', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&',
    'amp;',
    '&#x41;',
    '"',
    ' ',
    'x',
    '<?',
    '<!',
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      assert.equal(typeof read(pieces.join('')).ok, 'boolean')
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(typeof read(Buffer.from(bytes)).ok, 'boolean')
    }),
  )
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '<', '>', '&', '"', "'", 'é', '😀') })
  fc.assert(
    fc.property(text, (given) => {
      const written = given.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      assert.deepEqual(read(`<a>${written}</a>`), { ok: true, value: { name: 'a', text: given, children: [] } })
    }),
  )
})

function nested(depth: number): string {
  return '<a>'.repeat(depth) + '</a>'.repeat(depth)
}

function shapeOfNested(depth: number): Shape {
  return depth === 1 ? ['a', ''] : ['a', '', shapeOfNested(depth - 1)]
}
