import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { auditLines } from '../setup/audit.ts'
import type { StaffRole } from '../setup/users.ts'
import { IMPERSONATION_MS } from './impersonation.ts'
import { testPortal } from './testing/portal.ts'

const { setup, call, person, staff, signedIn, account } = await testPortal({ after })
const [duka, shule] = [await account('Duka la Juma'), await account('Shule ya Mwanza')]

type Headers = Awaited<ReturnType<typeof signedIn>>
const enter = (headers: Headers, accountId: string, reason = 'Asked by phone why a message failed') =>
  call({ method: 'POST', path: '/portal/api/impersonation', headers, body: { account_id: accountId, reason } })
const status = async (headers: Headers, accountId: string, path: string, method = 'GET', body?: object) => {
  const call_ = { method, path: `/portal/api/v1${path}`, headers: { ...headers, 'x-account': accountId } }
  return (await call({ ...call_, ...(body && { body }) })).statusCode
}
async function entered(role: StaffRole): Promise<Headers> {
  const headers = await signedIn(await staff(role))
  assert.equal((await enter(headers, duka)).statusCode, 201)
  return headers
}

test('support looks at one account, and changes nothing', async () => {
  const headers = await entered('support')
  assert.equal(await status(headers, duka, '/balance'), 200)
  assert.equal(await status(headers, duka, '/messages'), 200)
  assert.equal(await status(headers, duka, '/sender-ids', 'POST', { name: 'DUKA' }), 403)
  assert.equal(await status(headers, shule, '/balance'), 404)
})

test('an admin changes what an owner could, and sees no secret', async () => {
  const headers = await entered('admin')
  assert.equal(await status(headers, duka, '/sender-ids', 'POST', { name: 'DUKA' }), 201)
  const key = { name: 'shop', permissions: ['messages:send'] }
  assert.equal(await status(headers, duka, '/credentials', 'POST', key), 403)
  assert.equal(await status(headers, duka, '/webhooks', 'POST', { url: 'https://hooks.example.com/sms' }), 403)
  assert.equal(await status(headers, duka, '/webhooks'), 200)
})

test("the account's own log says who it was, why and until when", async () => {
  const headers = await entered('support')
  await call({ method: 'DELETE', path: '/portal/api/impersonation', headers })
  const { user } = (await call({ path: '/portal/api/me', headers })).json()
  const [end, start] = await auditLines(setup, duka, null, 2, { action: 'impersonation' })
  assert.deepEqual([end?.action, end?.actor], ['impersonation.ended', `user:${user.id}`])
  assert.deepEqual(
    [start?.action, start?.detail],
    [
      'impersonation.started',
      {
        reason: 'Asked by phone why a message failed',
        role: 'viewer',
        until: new Date(setup.clock.ms + IMPERSONATION_MS).toISOString(),
      },
    ],
  )
  assert.equal(await status(headers, duka, '/balance'), 404)
})

test('it ends by itself after half an hour', async () => {
  const headers = await entered('support')
  const began = setup.clock.ms
  const me = async () => (await call({ path: '/portal/api/me', headers })).json()
  assert.deepEqual((await me()).impersonation, {
    account_id: duka,
    until: new Date(began + IMPERSONATION_MS).toISOString(),
  })
  setup.clock.ms = began + 20 * 60_000 // a use in between, or the session itself would end
  assert.equal(await status(headers, duka, '/balance'), 200)
  setup.clock.ms = began + IMPERSONATION_MS - 1
  assert.equal(await status(headers, duka, '/balance'), 200)
  setup.clock.ms = began + IMPERSONATION_MS
  assert.equal(await status(headers, duka, '/balance'), 404)
  assert.deepEqual([(await me()).impersonation, (await me()).accounts], [null, []])
})

test('who may not', async () => {
  const finance = await signedIn(await staff('finance'))
  assert.equal((await enter(finance, duka)).statusCode, 403)
  const owner = await signedIn(await person('owner', duka))
  assert.equal((await enter(owner, shule)).statusCode, 403)
  const support = await signedIn(await staff('support'))
  assert.equal((await enter(support, duka, ' ')).statusCode, 422)
  assert.equal((await enter(support, 'duka')).statusCode, 404)
})
