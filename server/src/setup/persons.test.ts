import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { confirmCredit, creditAccount, setCreditLimits } from './credits.ts'
import { isSamePerson } from './persons.ts'
import { confirmPurchase, requestPurchase } from './purchases.ts'
import { approveSender, requestSender, setProtectedSenders } from './sender-ids.ts'
import type { Actor } from './setup.ts'
import { createStaffToken, revokeStaffToken } from './staff-tokens.ts'

const setup = await testSetup({ after })
const alice: Actor = 'user:alice'
const bob: Actor = 'user:bob'

async function tokenMadeBy(maker: Actor): Promise<Actor> {
  const { row } = value(await createStaffToken(setup, maker, { name: 'job', role: 'admin' }))
  return `staff-token:${row.id}`
}
const ofAlice = await tokenMadeBy(alice)
const ofBob = await tokenMadeBy(bob)
const ofTokenOfAlice = await tokenMadeBy(ofAlice)
const file = await tokenMadeBy('installation')
const ofFile = await tokenMadeBy(file)
const revoked = await tokenMadeBy(alice)
value(await revokeStaffToken(setup, alice, revoked.slice('staff-token:'.length)))
const unknown: Actor = 'staff-token:0190b8f0-0000-7000-8000-000000000000'

const pairs: { what: string; actors: [Actor, Actor]; persons: 1 | 2 }[] = [
  { what: 'one user', actors: [alice, alice], persons: 1 },
  { what: 'two users', actors: [alice, bob], persons: 2 },
  { what: 'a user and a token of theirs', actors: [alice, ofAlice], persons: 1 },
  { what: 'a token of a user and the user', actors: [ofAlice, alice], persons: 1 },
  { what: 'a user and a token made by a token of theirs', actors: [alice, ofTokenOfAlice], persons: 1 },
  { what: 'a user and a token of theirs that is revoked', actors: [alice, revoked], persons: 1 },
  { what: 'a user and a token of another', actors: [alice, ofBob], persons: 2 },
  { what: 'tokens of two users', actors: [ofTokenOfAlice, ofBob], persons: 2 },
  { what: 'the token of the first start and one made with it', actors: [file, ofFile], persons: 1 },
  { what: 'the token of the first start and a token that nobody knows', actors: [file, unknown], persons: 1 },
  { what: 'the token of the first start and a user', actors: [file, alice], persons: 2 },
  { what: 'a token made with that of the first start, and a user', actors: [ofFile, bob], persons: 2 },
]
for (const { what, actors, persons } of pairs) {
  test(`${what}: ${persons === 1 ? 'one person' : 'two persons'}`, async () => {
    const same = await setup.database.transaction([], (tx) => isSamePerson(tx, ...actors))
    assert.equal(same, persons === 1)
  })
}

test('a credit above the limit, a purchase above it and a protected name take no token of the one who began', async () => {
  value(await setCreditLimits(setup, alice, new Map([['units', 1n]])))
  value(await setProtectedSenders(setup, alice, ['TANESCO']))
  const account = await testAccount(setup)

  const paid = { kind: 'topup', amount: 2n, currency: 'units', note: 'paid', reference: 'pay 1' } as const
  const credit = value(await creditAccount(setup, alice, account, paid))
  assert.equal(refusal(await confirmCredit(setup, ofAlice, account, credit.id)), 'conflict')
  assert.equal(value(await confirmCredit(setup, ofBob, account, credit.id)).status, 'applied')

  const asked = { amount: 2n, currency: 'units', price: 1n, priceCurrency: 'TZS' }
  const purchase = value(await requestPurchase(setup, 'user:juma', account, asked))
  for (const { who, status } of [
    { who: alice, status: 'pending' },
    { who: ofAlice, status: 'pending' },
    { who: ofBob, status: 'confirmed' },
  ]) {
    assert.equal(value(await confirmPurchase(setup, who, account, purchase.id, 'pay 2')).status, status)
  }

  const sender = value(await requestSender(setup, 'user:juma', account, { name: 'TANESCO' }))
  value(await approveSender(setup, alice, account, sender.id))
  assert.equal(refusal(await approveSender(setup, ofAlice, account, sender.id)), 'conflict')
  assert.equal(value(await approveSender(setup, ofBob, account, sender.id)).status, 'approved')
})
