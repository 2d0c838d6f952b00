// The pipeline over a database of the test's own: two accounts with units, the first with a number; a carrier that takes
// everything; posts that are remembered and answered as the test says.
import { pino } from 'pino'
import { testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { until } from '../../../../test/harness/until.ts'
import { countAnswers } from '../../carriers/answers.ts'
import type { Carrier } from '../../carriers/carrier.ts'
import { callback } from '../../dialects/native/callback.ts'
import { newId } from '../../ids.ts'
import { listCarriers } from '../../setup/carriers.ts'
import { creditAccount } from '../../setup/credits.ts'
import { assignNumber } from '../../setup/numbers.ts'
import { pipeline } from '../pipeline.ts'

export const OURS = '255701000001'
export const SUBSCRIBER = '255701000000'
export const URL = 'https://hooks.example.com/inbound'

export type Bench = Awaited<ReturnType<typeof bench>>

export async function bench(t: import('node:test').TestContext, { answer = (_url: string): number => 200 } = {}) {
  let stop = async (): Promise<void> => {}
  t.after(() => stop())
  const setup = await testSetup(t)
  setup.clock.now = Date.now // webhooks are due by the database's clock
  const [ours, theirs] = [await testAccount(setup), await testAccount(setup)]
  for (const account of [ours, theirs]) {
    const credit = { kind: 'topup', amount: 10n, currency: 'units', note: 'test', reference: 'test' } as const
    value(await creditAccount(setup, 'installation', account, credit))
  }
  const input = { number: `+${OURS}`, callbackUrl: URL, style: 'native', carrierId: null }
  value(await assignNumber(setup, 'installation', ours, input))
  const carrierId = (await listCarriers(setup))[0]?.id as string
  const submitted: { source: string; msisdn: string; text: string }[] = []
  const carrier: Carrier = {
    id: carrierId,
    name: 'c',
    room: () => 10,
    async submit({ source, msisdn, text }) {
      submitted.push({ source, msisdn, text })
      return { kind: 'accepted', remoteIds: [newId()] }
    },
    release() {},
    status: () => ({
      up: true,
      binds: 1,
      windowFree: 10,
      windowMax: 10,
      submitsPerSecondMax: null,
      sinceMs: 0,
      lastError: null,
    }),
    answers: () => countAnswers().read(0),
    start() {},
    async stop() {},
  }
  const disabled: string[] = []
  const posted: { url: string; type: string; id: string; text: string }[] = []
  const line = pipeline({
    database: setup.database,
    reads: setup.database,
    lease: setup.database,
    carriers: new Map([[carrierId, carrier]]),
    styles: new Map([['native', callback]]),
    poster: {
      async post({ url, body, headers }) {
        const { type, data } = JSON.parse(String(body))
        posted.push({ url, type, id: headers['webhook-id'] as string, text: data.text })
        return { status: answer(url), ms: 1, error: null, answer: '', retryAfterMs: null }
      },
      close: async () => {},
    },
    keysOf: () => ({ standard: [], whole: null }),
    clock: setup.clock,
    chance: () => 0.5,
    log: pino({ level: 'silent' }),
    alone: true,
    dispatches: true,
    allowPrivateCallbacks: false,
    onRecorded() {},
    onUsed() {},
    onEndpointDisabled: ({ url }) => disabled.push(url),
  })
  await line.start()
  setup.knowledge.forget = line.knowledge.forget
  stop = () => line.stop(1000)

  const rows = <Row>(text: string) => setup.database.transaction('all', (tx) => tx.run<Row>({ name: newId(), text }))

  /** As a carrier brings it; `acknowledged: false` is one whose answer never went out. */
  async function write(text: string, { from = SUBSCRIBER, to = OURS, acknowledged = true } = {}): Promise<void> {
    const taken = await line.events.onInbound(carrierId, { from, to, text, receivedAtMs: setup.clock.now() })
    if (!acknowledged) return
    taken?.()
    // Noted a moment later: from then on the same text is another message.
    await until(async () => (await rows('select from inbound_messages where not acknowledged')).length === 0, 5)
  }

  /** `ok`, or the code of the refusal and what it is about. */
  async function send(accountId: string, ...msisdns: string[]): Promise<string> {
    const sent = await order(accountId, msisdns)
    return sent.ok ? 'ok' : `${sent.error.code} ${sent.error.value}`
  }

  /** Without a time it goes out at once. */
  async function order(accountId: string, msisdns: string[], dueAtMs?: number) {
    const account = await line.knowledge.account(accountId)
    if (!account) throw new Error('no account')
    const recipients = msisdns.map((msisdn) => ({ msisdn, country: 'TZ' }))
    const draft = { sender: null, text: 'hello', recipients, routeCode: null }
    const sending = {
      caller: { account, credential: null },
      dialect: 'native',
      draft,
      callback: null,
      idempotency: null,
    }
    return line.platform.send({ ...sending, waits: false, ...(dueAtMs !== undefined && { dueAtMs }) })
  }

  return { setup, line, ours, theirs, write, send, order, rows, posted, submitted, disabled }
}
