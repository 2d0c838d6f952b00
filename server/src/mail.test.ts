import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { readConfig } from './config.ts'
import type { Letter } from './core/letters.ts'
import type { Logger } from './log.ts'
import { mailBy } from './mail.ts'

const LETTER: Letter = {
  kind: 'reset_password',
  to: 'amina@example.com',
  name: 'Amina',
  language: 'en',
  path: '/reset-password#nj_link_x',
}
const LINK = 'https://sms.example.com/reset-password#nj_link_x'

/** What was logged, and a promise of the first line. */
function logged() {
  const lines: unknown[] = []
  const first = Promise.withResolvers<void>()
  const add = (fields: object, message: string) => {
    lines.push(fields, message)
    first.resolve()
  }
  return { lines, first: first.promise, log: { info: add, warn: add, error: add } as unknown as Logger }
}
const by = (smtpUrl: string | null, log: Logger, publicUrl: string | null = 'https://sms.example.com') =>
  mailBy({ smtpUrl, from: 'sms@example.com', publicUrl, address: () => 'http://127.0.0.1:8080', log })

test('tried out without a mail server, the log has the link, and nothing of whom it is for', async () => {
  const { lines, first, log } = logged()
  by(null, log, null).send(LETTER)
  await first
  assert.deepEqual(lines, [
    { kind: 'reset_password', link: 'http://127.0.0.1:8080/reset-password#nj_link_x' },
    'NJIWA_SMTP_URL is not set, so this mail is not sent',
  ])
})

test('where people reach the portal, who reads the log cannot take an account by it', async () => {
  const { lines, first, log } = logged()
  by(null, log).send(LETTER)
  await first
  assert.deepEqual(lines, [{ kind: 'reset_password' }, 'a mail could not be sent: NJIWA_SMTP_URL is not set'])
})

test('with one the letter is handed to it', async () => {
  const { lines, log } = logged()
  const taken = Promise.withResolvers<string[]>()
  const server = createServer((socket) => {
    const heard: string[] = []
    let isData = false
    socket.write('220 mail.example.com\r\n')
    createInterface(socket).on('line', (line) => {
      heard.push(line)
      if (isData && line !== '.') return
      if (isData) taken.resolve(heard)
      isData = line === 'DATA'
      socket.write(isData ? '354 go on\r\n' : '250 ok\r\n')
    })
  }).listen(0, '127.0.0.1')
  after(() => server.close())
  await once(server, 'listening')
  by(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, log).send(LETTER)
  const heard = await taken.promise
  assert.ok(heard.includes('MAIL FROM:<sms@example.com>') && heard.includes('RCPT TO:<amina@example.com>'))
  assert.ok(heard.includes('Subject: Choose a new password') && heard.includes(LINK))
  assert.deepEqual(lines, [])
})

test('one that could not be sent is said so, without whom it was for', async () => {
  const { lines, first, log } = logged()
  by('smtp://127.0.0.1:1', log).send(LETTER)
  await first
  assert.deepEqual(lines, [{ kind: 'reset_password', reason: 'ESOCKET' }, 'a mail could not be sent'])
})

const settings = [
  { what: 'nothing', env: {}, says: null },
  { what: 'a mail server alone', env: { NJIWA_SMTP_URL: 'smtp://m' }, says: /needs NJIWA_PUBLIC_URL/ },
  {
    what: 'a mail server and no sender',
    env: { NJIWA_SMTP_URL: 'smtp://m', NJIWA_PUBLIC_URL: 'https://a.b' },
    says: /needs NJIWA_MAIL_FROM/,
  },
  { what: 'a mail server of another kind', env: { NJIWA_SMTP_URL: 'http://user:pass@m' }, says: /takes smtp:/ },
  { what: 'a portal below a path', env: { NJIWA_PUBLIC_URL: 'https://a.b/c' }, says: /without a path/ },
  {
    what: 'all three',
    env: { NJIWA_SMTP_URL: 'smtps://m', NJIWA_PUBLIC_URL: 'https://a.b/', NJIWA_MAIL_FROM: 'x@a.b' },
    says: null,
  },
]
for (const { what, env, says } of settings) {
  test(`${what} set: ${says ?? 'fine'}`, () => {
    if (says === null) assert.ok(readConfig(env))
    else assert.throws(() => readConfig(env), says)
  })
}

test('a password in a setting that cannot be used is not said', () => {
  assert.throws(
    () => readConfig({ NJIWA_SMTP_URL: 'http://user:hunter2@m' }),
    (error: Error) => !error.message.includes('hunter2'),
  )
})
