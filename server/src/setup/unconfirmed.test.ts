import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testSetup, value } from '../../../test/harness/setup.ts'
import { newId } from '../ids.ts'
import { accountsOfUser } from '../store/members.ts'
import { userByEmail } from '../store/users.ts'
import { getAccount } from './accounts.ts'
import { verifyAudit } from './audit.ts'
import { creditAccount } from './credits.ts'
import { confirmAddress } from './mailed-links.ts'
import { signUp } from './sign-up.ts'
import { forgetUnconfirmed } from './unconfirmed.ts'
import { addMember } from './users.ts'

const setup = await testSetup({ after })
const DAY_MS = 86_400_000
const password = 'a long sentence'
let people = 0

async function signedUp() {
  const email = `person${++people}@example.com`
  value(await signUp(setup, { email, name: 'Amina', password, account: 'Duka la Amina', language: null }))
  const token = setup.letters.at(-1)?.path.split('#')[1] as string
  const user = await setup.database.transaction([], (tx) => userByEmail(tx, email))
  assert.ok(user)
  const [account] = await setup.database.transaction([], (tx) => accountsOfUser(tx, user.id))
  return { email, token, userId: user.id, accountId: (account as NonNullable<typeof account>).id }
}
const known = async ({ email, accountId }: { email: string; accountId: string }) => [
  (await setup.database.transaction([], (tx) => userByEmail(tx, email))) !== null,
  refusal(await getAccount(setup, accountId)) === 'ok',
]

test('a week after it was made a sign-up is forgotten with its account, and the address is free again', async () => {
  const someone = await signedUp()
  setup.clock.ms += 7 * DAY_MS - 1
  assert.deepEqual(await forgetUnconfirmed(setup), { people: 0, accounts: 0 })
  setup.clock.ms += 1
  assert.deepEqual(await forgetUnconfirmed(setup), { people: 1, accounts: 1 })
  assert.deepEqual(await known(someone), [false, false])
  assert.deepEqual(await forgetUnconfirmed(setup), { people: 0, accounts: 0 })
  value(await signUp(setup, { email: someone.email, name: 'Amina', password, account: 'Duka', language: null }))
  assert.equal(setup.letters.at(-1)?.kind, 'confirm_address')
  const [line] = await setup.database.transaction('all', (tx) =>
    tx.run({ name: 'test_audit', text: "select actor, detail from audit_log where action = 'sign_ups.forgotten'" }),
  )
  assert.deepEqual(line, { actor: 'installation', detail: { people: 1, accounts: 1 } })
  assert.deepEqual((await verifyAudit(setup, null)).breaks, [])
})

test('whoever confirmed stays, and whoever holds a link that still counts', async () => {
  const [confirmed, late] = [await signedUp(), await signedUp()]
  value(await confirmAddress(setup, confirmed.userId, confirmed.token))
  setup.clock.ms += 7 * DAY_MS - 1000
  value(await signUp(setup, { email: late.email, name: 'Amina', password, account: 'Duka', language: null }))
  setup.clock.ms += 1000
  await forgetUnconfirmed(setup)
  assert.deepEqual(
    [await known(confirmed), await known(late)],
    [
      [true, true],
      [true, true],
    ],
  )
  setup.clock.ms += DAY_MS
  assert.deepEqual(await forgetUnconfirmed(setup), { people: 1, accounts: 1 })
  assert.deepEqual(
    [await known(confirmed), await known(late)],
    [
      [true, true],
      [false, false],
    ],
  )
})

const USES: { name: string; use(accountId: string): Promise<unknown> }[] = [
  {
    name: 'another member',
    use: async (id) =>
      value(
        await addMember(setup, 'installation', id, {
          email: 'juma@example.com',
          name: 'Juma',
          password,
          role: 'viewer',
        }),
      ),
  },
  {
    name: 'money',
    use: async (id) => {
      const credit = { kind: 'topup', amount: 5n, currency: 'units', note: 'by hand', reference: 'QK1' } as const
      value(await creditAccount(setup, 'installation', id, credit))
    },
  },
  {
    name: 'traffic',
    use: (id) =>
      setup.database.transaction([id], (tx) =>
        tx.run(
          {
            name: 'test_request',
            text: `insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id,
                last_message_id, created_at) values ($1, $2, 'native', 'A', 't', 'on_failure', 1, $2, $2, now())`,
          },
          [id, newId()],
        ),
      ),
  },
]
for (const { name, use } of USES) {
  test(`an account with ${name} stays without the person`, async () => {
    const someone = await signedUp()
    await use(someone.accountId)
    setup.clock.ms += 7 * DAY_MS
    assert.deepEqual(await forgetUnconfirmed(setup), { people: 1, accounts: 0 })
    assert.deepEqual(await known(someone), [false, true])
  })
}
