import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { readWallet } from '../store/wallets.ts'
import { confirmCredit, creditAccount, pendingCredits, refuseCredit, setCreditLimits } from './credits.ts'
import type { Actor } from './setup.ts'

const setup = await testSetup({ after })
const alice: Actor = 'user:alice'
const bob: Actor = 'user:bob'
const carol: Actor = 'user:carol'

const balance = async (accountId: string): Promise<bigint | undefined> =>
  (await setup.database.transaction([accountId], (tx) => readWallet(tx, accountId)))?.balance

const credit = (
  accountId: string,
  amount: bigint,
  reference: string,
  kind: 'topup' | 'adjustment' = 'topup',
  currency = 'units',
) => creditAccount(setup, alice, accountId, { kind, amount, currency, note: 'paid by M-Pesa', reference })

test('a credit is in the wallet and in the book', async () => {
  const account = await testAccount(setup, 'TZS')
  assert.equal(value(await credit(account, 12_500_000n, 'pay 1', 'topup', 'TZS')).status, 'applied')
  assert.equal(await balance(account), 12_500_000n)
  const sql = `select kind, amount, note from transfers where account_id = $1`
  const rows = await setup.database.transaction([account], (tx) => tx.run({ name: 't', text: sql }, [account]))
  assert.deepEqual(rows, [{ kind: 'topup', amount: 12_500_000n, note: 'paid by M-Pesa' }])
})

test('the same reference again changes nothing, even at the same moment', async () => {
  const account = await testAccount(setup)
  const all = await Promise.all(Array.from({ length: 8 }, () => credit(account, 100n, 'pay 1')))
  assert.equal(new Set(all.map((one) => value(one).id)).size, 1)
  assert.equal(await balance(account), 100n)
})

const refused = [
  { what: 'a reference used for another amount', amount: 101n, reference: 'pay 1', code: 'conflict reference' },
  { what: 'nothing', amount: 0n, reference: 'a', code: 'field_invalid amount' },
  { what: 'a negative top-up', amount: -1n, reference: 'b', code: 'field_invalid amount' },
  { what: 'no reference', amount: 1n, reference: ' ', code: 'field_invalid reference' },
  {
    what: 'an adjustment of more than is free',
    amount: -101n,
    reference: 'c',
    kind: 'adjustment',
    code: 'insufficient_funds',
  },
  { what: 'more than a column holds', amount: 2n ** 62n + 1n, reference: 'd', code: 'field_invalid amount' },
] as const
for (const row of refused) {
  test(`${row.what} is refused and moves nothing`, async () => {
    const account = await testAccount(setup)
    value(await credit(account, 100n, 'pay 1'))
    assert.equal(
      refusal(await credit(account, row.amount, row.reference, 'kind' in row ? row.kind : 'topup')),
      row.code,
    )
    assert.equal(await balance(account), 100n)
  })
}

test('an amount in another currency than the wallet is refused', async () => {
  const account = await testAccount(setup, 'TZS')
  assert.equal(refusal(await credit(account, 1n, 'x', 'topup', 'USD')), 'field_invalid currency')
})

test('an adjustment takes out the last of what is free', async () => {
  const account = await testAccount(setup)
  value(await credit(account, 100n, 'pay 1'))
  value(await credit(account, -100n, 'mistake', 'adjustment'))
  assert.equal(await balance(account), 0n)
})

test('an account that is not there is not found', async () => {
  assert.equal(refusal(await credit('0190b8f0-0000-7000-8000-000000000000', 1n, 'x')), 'not_found')
  assert.equal(refusal(await credit('x', 1n, 'x')), 'not_found')
})

test('above the limit it takes two: the limit itself passes, one more waits', async (t) => {
  value(await setCreditLimits(setup, alice, new Map([['units', 1000n]])))
  t.after(async () => void (await setCreditLimits(setup, alice, new Map())))
  const account = await testAccount(setup)
  assert.equal(value(await credit(account, 1000n, 'at the limit')).status, 'applied')
  const pending = value(await credit(account, 1001n, 'above'))
  assert.equal(pending.status, 'pending')
  assert.equal(await balance(account), 1000n)
  assert.ok((await pendingCredits(setup, null, 10)).some((one) => one.id === pending.id))

  assert.equal(refusal(await confirmCredit(setup, alice, account, pending.id)), 'conflict', 'by the one who asked')
  assert.equal(await balance(account), 1000n)
  const both = await Promise.all([bob, carol].map((who) => confirmCredit(setup, who, account, pending.id)))
  assert.deepEqual(both.map(refusal).sort(), ['conflict', 'ok'], 'applied once')
  assert.equal(await balance(account), 2001n)
})

test('a limit is of its currency alone', async (t) => {
  value(await setCreditLimits(setup, alice, new Map([['units', 1n]])))
  t.after(async () => void (await setCreditLimits(setup, alice, new Map())))
  assert.equal(value(await credit(await testAccount(setup, 'TZS'), 2n, 'x', 'topup', 'TZS')).status, 'applied')
})

test('one that was refused is never applied', async (t) => {
  value(await setCreditLimits(setup, alice, new Map([['units', 1n]])))
  t.after(async () => void (await setCreditLimits(setup, alice, new Map())))
  const account = await testAccount(setup)
  const pending = value(await credit(account, 5n, 'x'))
  value(await refuseCredit(setup, alice, account, pending.id))
  assert.equal(refusal(await confirmCredit(setup, bob, account, pending.id)), 'conflict')
  assert.equal(await balance(account), 0n)
})
