// carriers/smpp/message-ids.ts: one spelling for the ids that submit responses and receipts carry. SMSCs write the same id in
// hexadecimal here and in decimal there, padded or not, in either case.
import type { SmppConfig } from './config.ts'

type Format = SmppConfig['submitIdFormat']

/** What is written otherwise than set up is taken as it is. */
const DIGITS: Record<Format, RegExp> = { text: /^$/, decimal: /^[0-9]{1,64}$/, hex: /^[0-9a-f]{1,64}$/i }

/** Of an id written in `format`, as the submit response would write it: without padding, in lower case. */
export function messageId(id: string, format: Format, submitFormat: Format): string {
  const clean = printable(id)
  if (submitFormat === 'text' || !DIGITS[format].test(clean)) return clean
  return BigInt(format === 'hex' ? `0x${clean}` : clean).toString(submitFormat === 'hex' ? 16 : 10)
}

/** Some SMSCs end what they write with NULs and line ends, which no database column wants. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, '').trim()
}
