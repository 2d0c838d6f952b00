import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { verify } from '../pipeline/verify.ts'
import { readWallet } from '../store/wallets.ts'
import { creditAccount } from './credits.ts'
import { addSampleTraffic } from './sample-traffic.ts'
import { approveSender, requestSender } from './sender-ids.ts'

const setup = await testSetup({ after })

/** The same sequence each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function accountWithSender(denomination: string, countries: string[] | null): Promise<string> {
  const account = await testAccount(setup, denomination)
  const sender = value(await requestSender(setup, 'user:a', account, { name: 'DUKA' }))
  value(await approveSender(setup, 'user:b', account, sender.id, countries))
  return account
}

type Row = { state: string; country: string; created_at: Date; sent_at: Date | null; done_at: Date }
const messagesOf = (account: string): Promise<Row[]> =>
  setup.database.transaction([account], (tx) =>
    tx.run<Row>({ name: 'all', text: 'select * from messages where account_id = $1 order by number' }, [account]),
  )

for (const denomination of ['units', 'TZS']) {
  test(`of a wallet in ${denomination}: every message has ended in the past, the wallet is as it was, the book holds`, async () => {
    const account = await accountWithSender(denomination, null)
    const topup = { kind: 'topup', amount: 7n, currency: denomination, note: 'x', reference: 'x' } as const
    value(await creditAccount(setup, 'user:a', account, topup))
    const chance = seeded(7)
    const outcome = value(await addSampleTraffic(setup, 'user:a', account, 500, chance))
    value(await addSampleTraffic(setup, 'user:a', account, 1, chance))
    assert.equal(outcome.messages, 500)
    assert.equal(outcome.delivered + outcome.failed, 500)
    assert.ok(outcome.failed > 0 && outcome.requests < 500)

    const wallet = await setup.database.transaction([account], (tx) => readWallet(tx, account))
    assert.deepEqual([wallet?.balance, wallet?.held, wallet?.messages], [7n, 0n, 501n])
    const rows = await messagesOf(account)
    assert.equal(rows.length, 501)
    const nowMs = setup.clock.ms
    for (const { created_at, sent_at, done_at } of rows) {
      assert.ok(created_at.getTime() >= nowMs - 14 * 86_400_000 && done_at.getTime() <= nowMs)
      assert.ok(created_at < done_at && (sent_at === null || (created_at < sent_at && sent_at < done_at)))
    }
    assert.deepEqual((await verify(setup.database)).breaches, [])
  })
}

test('it goes only where the account has a sender for', async () => {
  const account = await accountWithSender('units', ['KE'])
  value(await addSampleTraffic(setup, 'user:a', account, 50, seeded(1)))
  assert.deepEqual(new Set((await messagesOf(account)).map((row) => row.country)), new Set(['KE']))
})

const refused = [
  { what: 'no message', count: 0, code: 'field_invalid count' },
  { what: '501 at a time', count: 501, code: 'field_invalid count' },
]
for (const { what, count, code } of refused) {
  test(`${what} is refused`, async () => {
    const account = await accountWithSender('units', null)
    assert.equal(refusal(await addSampleTraffic(setup, 'user:a', account, count, Math.random)), code)
  })
}

test('an account without an approved sender is refused', async () => {
  assert.equal(refusal(await addSampleTraffic(setup, 'user:a', await testAccount(setup), 1, Math.random)), 'conflict')
})
