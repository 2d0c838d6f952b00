// Senders of MsGine: a name of letters and digits, or a number registered with the account, which is written with its plus.
import { refuse } from '../../core/errors.ts'
import { isNumber, senderForm } from '../../core/sender-ids.ts'

/** As accounts have it: a number without its plus. */
export function senderOf(from: string): string {
  const form = senderForm(from, { characters: 'letters_digits', number: 'with_plus' })
  // Taken exactly as it is shown: no blanks around it, and no number without its plus.
  if (!form.ok || shownSender(form.value.sender) !== from) refuse({ code: 'sender_id_not_approved', value: from })
  return form.value.sender
}

export function shownSender(sender: string): string {
  return isNumber(sender) ? `+${sender}` : sender
}
