// The teller over a database of the test's own, with one account: what is due is in the table; its posts are remembered and
// answered as the test says, and its writes and reads fail as the test says.
import { pino } from 'pino'
import { testAccount, testSetup } from '../../../../test/harness/setup.ts'
import { callback } from '../../dialects/native/callback.ts'
import { newId } from '../../ids.ts'
import type { Database } from '../../store/database.ts'
import { addJobs, type WebhookAttempt, type WebhookJob } from '../../store/webhook-jobs.ts'
import type { PostOutcome, PostRequest } from '../../webhooks/post.ts'
import type { SigningKeys } from '../../webhooks/sign.ts'
import { type Teller, teller } from '../tell.ts'

export const HEARD: PostOutcome = { status: 200, ms: 1, error: null, answer: '', retryAfterMs: null }
export const URL = 'https://hooks.example.com/sms'

/** As of a database that is away. */
export const away = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

type Told = {
  url: string
  attempts: WebhookAttempt[]
  tries: number
  owned: boolean
  due_in: number
  delivered: boolean | null
}

export async function tellerBench(t: import('node:test').TestContext) {
  let tell: Teller | undefined
  t.after(() => tell?.stop(0))
  const setup = await testSetup(t)
  setup.clock.now = Date.now // webhooks are due by the database's clock
  const account = await testAccount(setup)
  const id = newId()

  const bench = {
    holds: true,
    answer: async (_request: PostRequest): Promise<PostOutcome> => HEARD,
    keys: (): SigningKeys => ({ standard: [], whole: null }),
    /** Each fails one write of what came of webhooks, or one read of where an account is told. */
    failsToWrite: [] as Error[],
    failsToRead: [] as Error[],
    posted: [] as string[],
  }
  const database: Database = {
    ...setup.database,
    batch(scope, work) {
      const error = scope === 'all' ? undefined : bench.failsToWrite.shift() // claims are of all accounts
      return error ? Promise.reject(error) : setup.database.batch(scope, work)
    },
  }
  tell = teller({
    database,
    knowledge: {
      ...setup.knowledge,
      webhooks(accountId) {
        const error = bench.failsToRead.shift()
        return error ? Promise.reject(error) : setup.knowledge.webhooks(accountId)
      },
    },
    node: { id: () => id, holds: () => bench.holds, doubt() {}, start: async () => {}, stop: async () => {} },
    poster: {
      post(request) {
        bench.posted.push(request.url)
        return bench.answer(request)
      },
      close: async () => {},
    },
    styles: new Map([['native', callback]]),
    keysOf: () => bench.keys(),
    clock: setup.clock,
    chance: () => 0.5,
    log: pino({ level: 'silent' }),
    onEndpointDisabled() {},
    onFailure() {},
  })
  tell.start()

  const job = (of: Partial<WebhookJob> = {}): WebhookJob => ({
    accountId: account,
    id: newId(),
    endpointId: null,
    url: URL,
    style: 'native',
    event: 'message.delivered',
    requestId: newId(),
    messageId: newId(),
    payload: '{}',
    attempts: [],
    tries: 0,
    ...of,
  })

  /** Due at once, for whoever claims them. */
  async function due(...jobs: WebhookJob[]): Promise<void> {
    await setup.database.transaction('all', (tx) => addJobs(tx, jobs, Date.now() - 1000, null))
  }

  /** Announced and committed a moment ago. */
  const take = (...jobs: WebhookJob[]): void => tell?.take({ jobs, owner: id })

  /** What is announced of so many inbound messages in one transaction: what is ours to post, and how it is stored. */
  async function announce(count: number) {
    const event = {
      accountId: account,
      id: newId(),
      from: '255712345678',
      to: '255701000001',
      text: 'x',
      receivedAtMs: 0,
    }
    const targets = Array.from({ length: count }, () => ({ id: newId(), url: URL, style: 'native' }))
    const stored = {
      name: 'stored',
      text: 'select count(owner)::int as owned, count(*)::int as stored from webhook_jobs',
    }
    return setup.database.transaction([account], async (tx) => {
      const { jobs } = (tell as Teller).announceInbound(
        tx,
        { ...event, keyword: null, currency: 'units' },
        targets,
        Date.now(),
      )
      const [row] = await tx.run<{ owned: number; stored: number }>(stored)
      return { jobs: jobs.length, ...row }
    })
  }

  const told = {
    name: 'told',
    text: `select url, attempts, tries, owner is not null as owned, extract(epoch from due_at - now())::float8 as due_in,
        null::bool as delivered from webhook_jobs where id = $1
      union all select url, attempts, 0, false, 0, delivered from webhook_deliveries where id = $1`,
  }
  /** How it stands; undefined while this node has it. */
  async function ended({ id }: WebhookJob): Promise<Told | undefined> {
    const [row] = await setup.database.transaction('all', (tx) => tx.run<Told>(told, [id]))
    return row && !row.owned && (row.delivered !== null || row.due_in > 0) ? row : undefined
  }

  return Object.assign(bench, { setup, account, teller: tell, job, due, take, announce, ended })
}
