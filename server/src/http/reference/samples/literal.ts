// A JSON value as a program writes it.
export type Notation = {
  object: readonly [open: string, close: string]
  list: readonly [open: string, close: string]
  /** Between the brackets of an object on one line. */
  padding: string
  indent: string
  text(value: string): string
  key(name: string): string
  words: { null: string; true: string; false: string }
  /** What stands for an object without fields. */
  empty: string
}

const LINE_CHARS_MAX = 60

/** `indent`: that of the line it begins on. */
export function literal(value: unknown, notation: Notation, indent = ''): string {
  const { words, text } = notation
  if (value === null) return words.null
  if (typeof value === 'boolean') return value ? words.true : words.false
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object') return String(value)
  const isList = Array.isArray(value)
  const [open, close] = isList ? notation.list : notation.object
  const parts = (inner: string): string[] =>
    isList
      ? value.map((item) => literal(item, notation, inner))
      : Object.entries(value).map(([name, field]) => `${notation.key(name)}${literal(field, notation, inner)}`)
  const flat = parts(indent)
  if (flat.length === 0) return isList ? open + close : notation.empty
  const padding = isList ? '' : notation.padding
  const line = `${open}${padding}${flat.join(', ')}${padding}${close}`
  if (line.length <= LINE_CHARS_MAX && !line.includes('\n')) return line
  const inner = indent + notation.indent
  return `${open}\n${parts(inner)
    .map((part) => `${inner}${part},\n`)
    .join('')}${indent}${close}`
}
