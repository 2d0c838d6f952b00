// Answers as XML, for those whose Accept asks for it: `<response>` with the JSON names as elements, lists as `<item>`s.
import type { Json } from '../../strict-json.ts'

export function writeXml(answer: Json): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<response>${contentOf(answer)}</response>`
}

function contentOf(value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((item) => `<item>${contentOf(item)}</item>`).join('')
  if (typeof value !== 'object') return escaped(String(value))
  return Object.entries(value)
    .map(([name, field]) => `<${name}>${contentOf(field)}</${name}>`)
    .join('')
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
// XML 1.0 §2.2 has no way to write these, not even as references.
const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

function escaped(text: string): string {
  return text.replace(NO_CHARACTER, '\ufffd').replace(/[&<>\r]/g, (character) => ESCAPES[character] as string)
}

/** Whether XML is asked for by name, and rather than JSON (RFC 9110 §12.5.1). Whatever else is asked for gets JSON. */
export function asksForXml(accept: string | undefined): boolean {
  if (accept === undefined) return false
  let xml = 0
  let json = 0
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
    if (type === 'application/xml' || type === 'text/xml') xml = Math.max(xml, weight)
    if (type === 'application/json') json = Math.max(json, weight)
  }
  return xml > json
}
