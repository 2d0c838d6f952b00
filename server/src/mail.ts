// Sends letters by SMTP. Without a server for that the log has the letter's link, for whoever tries things out; where a public
// URL is set there are people to protect from who reads the log, so it says only that no mail went out.
import { createTransport } from 'nodemailer'
import { type Letter, type Mail, wordLetter } from './core/letters.ts'
import type { Logger } from './log.ts'

type MailOptions = {
  /** `smtp://user:password@host:587` or `smtps://…`; null sends nothing. */
  smtpUrl: string | null
  from: string
  /** Where the portal is, as its readers reach it. Never from a request: its host is the caller's to say. */
  publicUrl: string | null
  /** Where it listens: the portal of whoever tries things out. */
  address(): string
  log: Logger
}

export function mailBy({ smtpUrl, from, publicUrl, address, log }: MailOptions): Mail {
  const transport = smtpUrl === null ? null : createTransport(smtpUrl)
  const post = async (letter: Letter): Promise<void> => {
    const { subject, text, link } = wordLetter(letter, publicUrl ?? address())
    if (transport) await transport.sendMail({ from, to: { name: letter.name, address: letter.to }, subject, text })
    else if (publicUrl === null)
      log.info({ kind: letter.kind, link }, 'NJIWA_SMTP_URL is not set, so this mail is not sent')
    else log.warn({ kind: letter.kind }, 'a mail could not be sent: NJIWA_SMTP_URL is not set')
  }
  return {
    send(letter) {
      post(letter).catch((error) => log.error({ kind: letter.kind, reason: error.code }, 'a mail could not be sent'))
    },
  }
}
