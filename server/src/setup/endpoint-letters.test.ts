import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { newId } from '../ids.ts'
import { writeOfDisabled } from './endpoint-letters.ts'
import { addMember } from './users.ts'

const setup = await testSetup({ after })

test('owners and developers of the account are written to, and nobody else', async () => {
  const account = await testAccount(setup)
  const other = await testAccount(setup)
  const password = 'duka la juma mwanza'
  const add = async (accountId: string, role: 'owner' | 'developer' | 'finance' | 'viewer', email: string) =>
    value(await addMember(setup, 'installation', accountId, { email, name: role, password, role }))
  await add(account, 'owner', 'owner@example.com')
  await add(account, 'developer', 'developer@example.com')
  await add(account, 'finance', 'finance@example.com')
  await add(other, 'owner', 'other@example.com')
  const { letters } = setup
  const endpointId = newId()
  const url = 'https://hooks.example.com/sms?key=secret'
  const event = { accountId: account, endpointId, url, reason: 'failing', failingSinceMs: 0, atMs: 0 } as const
  await writeOfDisabled(setup, event)
  assert.deepEqual(letters.map(({ to }) => to).sort(), ['developer@example.com', 'owner@example.com'])
  const [letter] = letters
  assert.deepEqual(
    [letter?.kind, letter?.path, letter?.kind === 'endpoint_disabled' && letter.host],
    ['endpoint_disabled', `/settings/webhooks/${endpointId}?account=${account}`, 'hooks.example.com'],
  )
})
