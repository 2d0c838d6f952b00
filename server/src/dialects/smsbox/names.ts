// Where a recipient's name goes in a text, and which texts may be sent. The name is put in as it is, in one pass: one that
// looks like the placeholder stays what it is.
import { isGsm } from '../../core/alphabet.ts'
import { refuse } from '../../core/errors.ts'

export const NAME_PLACEHOLDER = '[{RECEIVERNAME}]'
const TEXT_CHARS_MAX = 1600 // code points

/** What a text becomes for each name, judged; null where it names nobody and is the same for all. */
export function wordsFor(template: string): ((name: string | null) => string) | null {
  judgeLength(template)
  const parts = template.split(NAME_PLACEHOLDER)
  if (parts.length === 1) {
    judgeCharacters(template)
    return null
  }
  return (name) => {
    const text = parts.join(name ?? '')
    judgeLength(text)
    judgeCharacters(text)
    return text
  }
}

/** Of a text that is to be kept: its characters are judged when it is sent. */
export function judgeLength(text: string): void {
  if (text === '') refuse({ code: 'text_empty', field: 'message' })
  if (charsOf(text) > TEXT_CHARS_MAX) refuse({ code: 'text_too_long', field: 'message' })
}

function judgeCharacters(text: string): void {
  if (!isGsm(text)) refuse({ code: 'field_invalid', field: 'message.characters' })
}

/** Unicode code points. */
export function charsOf(text: string): number {
  let chars = text.length
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) chars -= 1
  return chars
}
