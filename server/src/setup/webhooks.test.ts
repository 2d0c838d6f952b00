import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { newId } from '../ids.ts'
import { unseal } from '../seal.ts'
import { addJobs, claimJobs, finishJobs, type WebhookJob } from '../store/webhook-jobs.ts'
import { sealedAs } from './sealed.ts'
import { recoverWebhooks, retryWebhook, testWebhook, webhookAttempts } from './webhook-deliveries.ts'
import { addWebhook, changeWebhook, listWebhooks, removeWebhook, rotateWebhookSecret } from './webhook-endpoints.ts'

const setup = await testSetup({ after })
const URL = 'https://hooks.example.com/sms'
const NOBODY = '0190b8f0-0000-7000-8000-000000000000'

const add = (account: string, url = URL, events?: string[]) =>
  addWebhook(setup, 'user:a', account, { url, events, style: 'native' })

type Secrets = { secret: Buffer; previous_secret: Buffer | null; previous_until: Date | null }
async function secretsOf(account: string, id: string): Promise<(string | undefined)[]> {
  const text = 'select secret, previous_secret, previous_until from webhook_endpoints where account_id = $1 and id = $2'
  const [row] = await setup.database.transaction([account], (tx) => tx.run<Secrets>({ name: 's', text }, [account, id]))
  const open = (sealed: Buffer | null | undefined) =>
    sealed ? unseal(setup.keyring, sealed, sealedAs.webhookEndpoint(account, id)) : undefined
  return [open(row?.secret), open(row?.previous_secret)]
}

const refused = [
  { what: 'http', url: 'http://hooks.example.com/', code: 'field_invalid url' },
  { what: 'a private address', url: 'https://10.0.0.1/', code: 'field_invalid url' },
  { what: 'no address', url: 'hooks', code: 'field_invalid url' },
  { what: 'an event that is none', url: URL, events: ['message.read'], code: 'field_invalid events' },
  { what: 'no event', url: URL, events: [], code: 'field_invalid events' },
]
for (const { what, url, events, code } of refused) {
  test(`an endpoint with ${what} is refused`, async () => {
    assert.equal(refusal(await add(await testAccount(setup), url, events)), code)
  })
}

test('the secret is shown once, kept sealed, and its end is the hint', async () => {
  const account = await testAccount(setup)
  const { endpoint, secret } = value(await add(account))
  assert.match(secret, /^whsec_/)
  assert.deepEqual(await secretsOf(account, endpoint.id), [secret, undefined])
  const [listed] = value(await listWebhooks(setup, account, null, 10))
  assert.deepEqual(listed, endpoint)
  assert.equal(listed?.secret_hint, secret.slice(-4))
})

test('an account has 20 endpoints at the most', async () => {
  const account = await testAccount(setup)
  for (let i = 0; i < 20; i++) value(await add(account))
  assert.equal(refusal(await add(account)), 'conflict')
})

test('after a rotation both secrets are there; without overlap the old one is gone', async () => {
  const account = await testAccount(setup)
  const first = value(await add(account))
  const { id } = first.endpoint
  const second = value(await rotateWebhookSecret(setup, 'user:a', account, id, 3600))
  assert.deepEqual(await secretsOf(account, id), [second.secret, first.secret])
  assert.equal(second.endpoint.previous_until?.getTime(), setup.clock.ms + 3_600_000)
  const third = value(await rotateWebhookSecret(setup, 'user:a', account, id, 0))
  assert.deepEqual(await secretsOf(account, id), [third.secret, undefined])
})

test('a disabled endpoint is told nothing, and enabling it forgets that it failed', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account)).endpoint
  value(await changeWebhook(setup, 'user:a', account, id, { enabled: false }))
  const off = `update webhook_endpoints set disabled_reason = 'x', failing_since = now() where account_id = $1`
  await setup.database.transaction([account], (tx) => tx.run({ name: 'off', text: off }, [account]))
  assert.equal(refusal(await testWebhook(setup, 'user:a', account, id)), 'conflict')
  const on = value(await changeWebhook(setup, 'user:a', account, id, { enabled: true }))
  assert.deepEqual([on.enabled, on.disabled_reason, on.failing_since], [true, null, null])
})

test("another account's endpoint is not found by any call", async () => {
  const { id } = value(await add(await testAccount(setup))).endpoint
  const other = await testAccount(setup)
  for (const each of [id, NOBODY, 'x']) {
    const answers = await Promise.all([
      changeWebhook(setup, 'user:a', other, each, {}),
      removeWebhook(setup, 'user:a', other, each),
      rotateWebhookSecret(setup, 'user:a', other, each, 0),
      testWebhook(setup, 'user:a', other, each),
      recoverWebhooks(setup, 'user:a', other, each, 0),
      webhookAttempts(setup, other, each, null, null, 10),
      retryWebhook(setup, 'user:a', other, each),
    ])
    assert.deepEqual(new Set(answers.map(refusal)), new Set(['not_found']))
  }
})

/** Deliveries that have ended, as the teller leaves them. */
async function ended(account: string, endpointId: string, outcomes: boolean[]): Promise<string[]> {
  const owner = newId()
  const jobs = outcomes.map((): WebhookJob => {
    const attempts = [{ at: new Date(setup.clock.ms).toISOString(), status: 500, ms: 3, error: null, answer: '' }]
    const rest = {
      url: URL,
      style: 'native',
      event: 'message.delivered',
      requestId: newId(),
      messageId: newId(),
      payload: '{}',
    }
    return { accountId: account, id: newId(), endpointId, ...rest, attempts, tries: 9 }
  })
  await setup.database.transaction([account], async (tx) => {
    await addJobs(tx, jobs, setup.clock.ms, owner)
    await finishJobs(
      tx,
      owner,
      jobs.map((job, index) => ({ job, delivered: outcomes[index] as boolean })),
      setup.clock.ms,
    )
  })
  return jobs.map((job) => job.id)
}
const statuses = async (account: string, endpointId: string) =>
  value(await webhookAttempts(setup, account, endpointId, null, null, 100)).map((row) => row.status)

test('a delivery that was given up goes out again under its id, with its attempts', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account)).endpoint
  const [givenUp] = await ended(account, id, [false])
  assert.deepEqual(await statuses(account, id), ['given_up'])
  value(await retryWebhook(setup, 'user:a', account, givenUp as string))
  assert.deepEqual(await statuses(account, id), ['pending'])
  value(await retryWebhook(setup, 'user:a', account, givenUp as string))
  const [again] = value(await webhookAttempts(setup, account, id, null, null, 10))
  assert.deepEqual([again?.id, again?.attempts.length, again?.due_at?.getTime()], [givenUp, 1, setup.clock.ms])
})

test('what is told again goes to where its endpoint is by now', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account)).endpoint
  const [one] = await ended(account, id, [false, false])
  const url = 'https://moved.example.com/sms'
  value(await changeWebhook(setup, 'user:a', account, id, { url }))
  const urls = async () => value(await webhookAttempts(setup, account, id, null, null, 10)).map((row) => row.url)
  assert.deepEqual(await urls(), [URL, URL])
  value(await retryWebhook(setup, 'user:a', account, one as string))
  assert.deepEqual(await urls(), [URL, url])
  value(await recoverWebhooks(setup, 'user:a', account, id, 0))
  assert.deepEqual(await urls(), [url, url])
})

test('recovery takes those given up since then, and no other', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account)).endpoint
  await ended(account, id, [false])
  setup.clock.ms += 60_000
  const sinceMs = setup.clock.ms
  await ended(account, id, [false, true, false])
  assert.equal(value(await recoverWebhooks(setup, 'user:a', account, id, sinceMs)), 2)
  assert.deepEqual((await statuses(account, id)).sort(), ['delivered', 'given_up', 'pending', 'pending'])
  assert.equal(value(await recoverWebhooks(setup, 'user:a', account, id, sinceMs)), 0)
})

test('deliveries are paged newest first, pending and ended together', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account)).endpoint
  const ids = await ended(account, id, [true, false, true, false])
  value(await retryWebhook(setup, 'user:a', account, ids[1] as string))
  const first = value(await webhookAttempts(setup, account, id, null, null, 3)).map((row) => row.id)
  const rest = value(await webhookAttempts(setup, account, id, null, first.at(-1) as string, 3)).map((row) => row.id)
  assert.deepEqual([...first, ...rest], ids.toReversed())
})

test('a trial is a job in the style of its endpoint, for whoever claims it', async () => {
  const account = await testAccount(setup)
  const { id } = value(await add(account)).endpoint
  setup.clock.ms = Date.now()
  const webhookId = value(await testWebhook(setup, 'user:a', account, id))
  const claimed = await setup.database.transaction('all', (tx) =>
    claimJobs(tx, newId(), { limit: 100, exceptAccounts: [], exceptOrigins: [] }),
  )
  const job = claimed.find((each) => each.id === webhookId)
  assert.deepEqual([job?.endpointId, job?.url, job?.payload], [id, URL, '{"type":"message.delivered"}'])
})
