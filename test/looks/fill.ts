// What the demo's account has not, so that no page is looked at empty that is seldom so: a scheduled request, an endpoint,
// people to write to and what to write.
import assert from 'node:assert/strict'
import { call, operator } from '../harness/portal.ts'
import type { TestServer } from '../harness/server.ts'

const DAY_MS = 86_400_000

/** The account that the demo's owner lands on. */
export async function fillAccount(server: TestServer): Promise<void> {
  const { data } = (await operator(server, 'GET', '/accounts?name=MegaSMS')) as { data: { id: string; name: string }[] }
  const account = data.find(({ name }) => !name.includes(',')) // the others are its kinds: empty, suspended
  assert.ok(account)
  const permissions = ['messages:send', 'messages:read', 'account:read', 'account:write']
  const made = { dialect: 'native', name: 'looks', permissions }
  const { secret } = await operator(server, 'POST', `/accounts/${account.id}/credentials`, made)
  const schedule_at = new Date(Date.now() + DAY_MS).toISOString()
  const text = 'Kesho tunafungua saa mbili asubuhi. Karibu sana!'
  const rows = [
    { path: '/requests', body: { to: ['+255712345678', '+255713345678'], text, schedule_at } },
    {
      path: '/webhooks',
      body: { url: 'https://hooks.example.com/a/path/that/is/as/long/as/they/are/out/there', style: 'native' },
    },
    { path: '/contacts', body: { name: 'Asha Mushi', number: '+255712345678', fields: { town: 'Mwanza' } } },
    { path: '/groups', body: { name: 'Wateja' } },
    { path: '/templates', body: { title: 'Opening hours', text } },
  ]
  for (const { path, body } of rows) {
    const answer = await call(server, secret, 'POST', path, body)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
}
