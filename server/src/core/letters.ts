// The mails that people get from us: what each says, in the language of who reads it. Plain text; one link at the most.
import { letterWords } from './letter-words.ts'

export const LANGUAGES = ['en', 'sw', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

type To = { to: string; name: string; language: Language | null }

/** `path` is the portal's, with the secret behind `#`, which no browser sends and no server logs. */
export type Letter = To &
  (
    | { kind: 'confirm_address'; path: string }
    | { kind: 'address_known'; path: string }
    | { kind: 'reset_password'; path: string }
    | { kind: 'password_changed'; path: string }
    | { kind: 'second_factor_removed'; path: string }
    | { kind: 'invitation'; path: string; account: string; inviter: string | null }
    | { kind: 'endpoint_disabled'; path: string; account: string; host: string }
  )

export type Mail = {
  /** On its way when this returns; that one could not be sent is the log's to say. */
  send(letter: Letter): void
}

/** As it is sent; `origin` is where the portal is, without a slash at its end. */
export function wordLetter(letter: Letter, origin: string): { subject: string; text: string; link: string } {
  const words = letterWords[letter.language ?? 'en']
  const { subject, lines } = words.letters[letter.kind](letter as never)
  const link = `${origin}${letter.path}`
  const text = [words.greeting(letter.name), lines.before, link, lines.after, words.goodbye]
  return { subject, text: `${text.join('\n\n')}\n`, link }
}
