import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { readWallet } from '../store/wallets.ts'
import { auditLines } from './audit.ts'
import { confirmCredit, creditAccount, pendingCredits, refuseCredit, setCreditLimits } from './credits.ts'
import {
  cancelPurchase,
  confirmPurchase,
  findPurchase,
  listPurchases,
  type PurchaseRow,
  purchaseQueue,
  purchaseTerms,
  refusePurchase,
  requestPurchase,
  setPurchaseTerms,
} from './purchases.ts'
import type { Actor } from './setup.ts'

const setup = await testSetup({ after })
let payments = 0
const payment = (): string => `PAY ${++payments}`
const juma: Actor = 'user:juma'
const alice: Actor = 'user:alice'
const bob: Actor = 'user:bob'

const asked = (units: bigint) => ({
  amount: units,
  currency: 'units',
  price: units * 25_000_000n,
  priceCurrency: 'TZS',
})
const buy = async (account: string, units = 1000n) => value(await requestPurchase(setup, juma, account, asked(units)))
const balance = async (account: string) =>
  (await setup.database.transaction([account], (tx) => readWallet(tx, account)))?.balance

/** Above 500 units it takes two, until the test ends. */
async function limited(t: { after(done: () => Promise<void>): void }): Promise<void> {
  value(await setCreditLimits(setup, alice, new Map([['units', 500n]])))
  t.after(async () => void (await setCreditLimits(setup, alice, new Map())))
}

test('what was paid is in the wallet, once', async () => {
  const account = await testAccount(setup)
  const { id, reference, status } = await buy(account)
  assert.match(reference, /^NJ[0-9A-HJKMNP-TV-Z]{8}$/)
  assert.deepEqual([status, await balance(account)], ['pending', 0n])
  const all = await Promise.all(Array.from({ length: 5 }, () => confirmPurchase(setup, alice, account, id, 'QK71XD90')))
  assert.deepEqual(new Set(all.map((one) => value(one).status)), new Set(['confirmed']))
  assert.equal(await balance(account), 1000n)
})

test('one payment pays for one thing', async () => {
  const account = await testAccount(setup)
  const [first, second] = [await buy(account), await buy(account)]
  value(await confirmPurchase(setup, alice, account, first.id, 'QK1'))
  assert.equal(refusal(await confirmPurchase(setup, alice, account, second.id, 'QK1')), 'conflict payment')
  assert.equal(refusal(await confirmPurchase(setup, alice, account, first.id, 'QK2')), 'conflict payment')
  const credit = { kind: 'topup', amount: 1000n, currency: 'units', note: 'by hand', reference: 'QK3' } as const
  value(await creditAccount(setup, alice, account, credit))
  assert.equal(refusal(await confirmPurchase(setup, alice, account, second.id, 'QK3')), 'conflict payment')
  assert.equal(await balance(account), 2000n)
})

test('nor does it pay for something of another account, however it is written', async () => {
  const [mine, theirs] = [await testAccount(setup), await testAccount(setup)]
  const [first, second] = [await buy(mine), await buy(theirs)]
  const both = await Promise.all([
    confirmPurchase(setup, alice, mine, first.id, 'QK77 shared'),
    confirmPurchase(setup, bob, theirs, second.id, 'qk77 SHARED'),
  ])
  assert.deepEqual(both.map(refusal).sort(), ['conflict payment', 'ok'])
  assert.equal(((await balance(mine)) ?? 0n) + ((await balance(theirs)) ?? 0n), 1000n)
})

const ends = [
  { name: 'cancelled', end: (account: string, id: string) => cancelPurchase(setup, juma, account, id) },
  { name: 'refused', end: (account: string, id: string) => refusePurchase(setup, alice, account, id, 'No payment.') },
  { name: 'confirmed', end: (account: string, id: string) => confirmPurchase(setup, alice, account, id, payment()) },
]
for (const { name, end } of ends) {
  test(`one that was ${name} stays so`, async () => {
    const account = await testAccount(setup)
    const { id } = await buy(account)
    assert.equal(value(await end(account, id)).status, name)
    const before = await balance(account)
    assert.equal(refusal(await cancelPurchase(setup, juma, account, id)), 'conflict')
    assert.equal(refusal(await refusePurchase(setup, alice, account, id, 'x')), 'conflict')
    if (name !== 'confirmed') assert.equal(refusal(await confirmPurchase(setup, alice, account, id, 'x')), 'conflict')
    assert.deepEqual([value(await findPurchase(setup, account, id)).status, await balance(account)], [name, before])
  })
}

test('above the limit two people confirm it; the first one again changes nothing', async (t) => {
  await limited(t)
  const account = await testAccount(setup)
  const small = await buy(account, 500n)
  assert.equal(value(await confirmPurchase(setup, alice, account, small.id, payment())).status, 'confirmed')
  const { id } = await buy(account, 501n)
  const qk = payment()
  for (const _ of [1, 2]) {
    const waiting: PurchaseRow = value(await confirmPurchase(setup, alice, account, id, qk))
    assert.deepEqual([waiting.status, waiting.payment], ['pending', qk])
  }
  assert.equal(refusal(await cancelPurchase(setup, juma, account, id)), 'conflict', 'its payment has been seen')
  assert.equal(await balance(account), 500n)
  assert.equal(value(await confirmPurchase(setup, bob, account, id, qk)).status, 'confirmed')
  assert.equal(await balance(account), 1001n)
})

const byCredit = [
  { decide: confirmCredit, status: 'confirmed', left: 600n },
  { decide: refuseCredit, status: 'refused', left: 0n },
] as const
for (const { decide, status, left } of byCredit) {
  test(`a purchase whose credit a second person decides on is ${status}`, async (t) => {
    await limited(t)
    const account = await testAccount(setup)
    const { id } = await buy(account, 600n)
    const waiting = value(await confirmPurchase(setup, alice, account, id, payment()))
    value(await decide(setup, bob, account, waiting.credit_id as string))
    assert.deepEqual([value(await findPurchase(setup, account, id)).status, await balance(account)], [status, left])
  })
}

test('one that is refused takes its waiting credit with it', async (t) => {
  await limited(t)
  const account = await testAccount(setup)
  const { id } = await buy(account, 600n)
  const qk = payment()
  const { credit_id } = value(await confirmPurchase(setup, alice, account, id, qk))
  const refused = value(await refusePurchase(setup, bob, account, id, 'The payment came back.'))
  assert.deepEqual([refused.status, refused.reason], ['refused', 'The payment came back.'])
  assert.ok(!(await pendingCredits(setup, null, 100)).some((credit) => credit.id === credit_id))
  assert.equal(refusal(await confirmCredit(setup, bob, account, credit_id as string)), 'conflict')
  const other = await testAccount(setup)
  value(await confirmPurchase(setup, alice, other, (await buy(other, 5n)).id, qk))
})

test('an account has 20 pending ones at the most', async () => {
  const account = await testAccount(setup)
  for (let made = 0; made < 20; made++) await buy(account)
  assert.equal(refusal(await requestPurchase(setup, juma, account, asked(1n))), 'conflict')
  const [newest] = value(await listPurchases(setup, account, 'pending', null, 1))
  value(await cancelPurchase(setup, juma, account, newest?.id as string))
  value(await requestPurchase(setup, juma, account, asked(1n)))
})

test("another account's is as unknown as none", async () => {
  const [mine, theirs] = [await testAccount(setup), await testAccount(setup)]
  const { id, reference } = await buy(theirs)
  for (const unknown of [id, 'x', '0190b8f0-0000-7000-8000-000000000000']) {
    assert.equal(refusal(await findPurchase(setup, mine, unknown)), 'not_found')
    assert.equal(refusal(await cancelPurchase(setup, juma, mine, unknown)), 'not_found')
    assert.equal(refusal(await confirmPurchase(setup, alice, mine, unknown, 'QK')), 'not_found')
  }
  assert.deepEqual(value(await listPurchases(setup, mine, null, null, 10)), [])
  const [found] = await purchaseQueue(setup, { status: 'pending', reference }, null, 10)
  assert.deepEqual([found?.id, found?.account_name], [id, 'Duka la Juma'])
})

test('how to pay is said by the operator', async () => {
  assert.deepEqual(await purchaseTerms(setup), { instructions: null })
  value(await setPurchaseTerms(setup, alice, { instructions: ' Till 555111 ' }))
  assert.deepEqual(await purchaseTerms(setup), { instructions: 'Till 555111' })
  assert.equal(
    refusal(await setPurchaseTerms(setup, alice, { instructions: 'x'.repeat(2001) })),
    'field_invalid instructions',
  )
  value(await setPurchaseTerms(setup, alice, { instructions: '' }))
  assert.deepEqual(await purchaseTerms(setup), { instructions: null })
})

test('each step leaves a line in the audit log', async () => {
  const account = await testAccount(setup)
  const { id, reference } = await buy(account)
  const qk = payment()
  value(await confirmPurchase(setup, alice, account, id, qk))
  const lines = await auditLines(setup, account, null, 3)
  assert.deepEqual(
    lines.map(({ action, actor, detail }) => [action, actor, detail.reference]),
    [
      ['purchase.confirmed', alice, reference],
      ['credit.applied', alice, qk],
      ['purchase.requested', juma, reference],
    ],
  )
})
