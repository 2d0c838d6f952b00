// Sends letters by SMTP. Where no server is named for it, the log says what the letter's link is, for whoever tries things out.
import { createTransport } from 'nodemailer'
import { type Letter, type Mail, wordLetter } from './core/letters.ts'
import type { Logger } from './log.ts'

export type MailOptions = {
  /** `smtp://user:password@host:587` or `smtps://…`; null sends nothing. */
  smtpUrl: string | null
  from: string
  /** Where the portal is, as its readers reach it. Never from a request: its host is the caller's to say. */
  origin(): string
  log: Logger
}

export function mailBy({ smtpUrl, from, origin, log }: MailOptions): Mail {
  const transport = smtpUrl === null ? null : createTransport(smtpUrl)
  const post = async (letter: Letter): Promise<void> => {
    const { subject, text, link } = wordLetter(letter, origin())
    if (transport) await transport.sendMail({ from, to: { name: letter.name, address: letter.to }, subject, text })
    else log.info({ kind: letter.kind, link }, 'NJIWA_SMTP_URL is not set, so this mail is not sent')
  }
  return {
    send(letter) {
      post(letter).catch((error) => log.error({ kind: letter.kind, reason: error.code }, 'a mail could not be sent'))
    },
  }
}
