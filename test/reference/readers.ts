// test/reference/readers.ts: an installation as a reader of its reference has it: the demo's accounts, one of our own API,
// and for each document the secrets that its samples and its collection ask for.
import { Writable } from 'node:stream'
import { run } from '../../cli/src/program.ts'
import { startServer, type TestServer } from '../harness/server.ts'

export type Reader = {
  server: TestServer
  /** Dialect → variable of its document → the reader's own. */
  secrets: Record<string, Record<string, string>>
}

type Demo = { dialects: Record<string, Record<string, string>>; operator: { token: string } }

export async function readersServer(t: { after(done: () => Promise<void>): void }): Promise<Reader> {
  const server = await startServer(t, { env: { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' } })
  const { dialects, operator } = await demo(server)
  const of = (dialect: string, secret: string): string => dialects[dialect]?.[secret] ?? ''
  return {
    server,
    secrets: {
      megasms: { api_token: of('megasms', 'token') },
      msgine: { api_token: of('msgine', 'token') },
      esms: { api_token: of('esms', 'token') },
      wasambazie: {
        api_public_key: of('wasambazie', 'publicKey'),
        api_secret_key: of('wasambazie', 'secretKey'),
      },
      smsbox: { api_key: of('smsbox', 'apiKey'), api_secret: of('smsbox', 'apiSecret') },
      native: { token: await nativeToken(server.url, operator.token) },
      operator: { operator_token: operator.token },
    },
  }
}

async function demo(server: TestServer): Promise<Demo> {
  let printed = ''
  const out = new Writable({
    write(chunk, _encoding, done) {
      printed += chunk
      done()
    },
  })
  const env = { NJIWA_URL: server.url, NJIWA_OPERATOR_TOKEN: server.operatorToken }
  const code = await run(['demo', '--json'], { env, out, err: process.stderr } as never)
  if (code !== 0) throw new Error(`njiwa demo ended with ${code}`)
  return JSON.parse(printed) as Demo
}

/** Every permission of an account that pays for the two countries of the reference's example. */
async function nativeToken(url: string, staff: string): Promise<string> {
  const call = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${url}/v1/operator${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${staff}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const prices = ['KE', 'UG', 'TZ'].map((country) => ({ country, price: '1.00', currency: 'KES' }))
  const plan = { name: 'Readers', denomination: 'KES', unit_currency: 'KES', home_country: 'KE', prices }
  const { id: planId } = await call<{ id: string }>('/rate-plans', plan)
  const { id } = await call<{ id: string }>('/accounts', {
    name: 'Reader',
    rate_plan_id: planId,
    default_sender: 'MyApp',
  })
  const account = `/accounts/${id}`
  await call(`${account}/credits`, { amount: '500.00', currency: 'KES', note: 'test', reference: 'readers' })
  const sender = await call<{ id: string }>(`${account}/sender-ids`, { name: 'MyApp' })
  await call(`/sender-ids/${id}/${sender.id}/approve`, {})
  await call(`${account}/numbers`, { number: '+255701999999' })
  const permissions = [
    'messages:send',
    'messages:read',
    'balance:read',
    'purchases:write',
    'account:read',
    'account:write',
  ]
  const made = await call<{ secret: string }>(`${account}/credentials`, {
    dialect: 'native',
    name: 'reader',
    permissions,
  })
  return made.secret
}
