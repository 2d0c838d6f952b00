// The demo's Wasambazie: a business with 4,250 credits, pairs of keys, and an endpoint that is told of its batches.
import { ACCOUNTS } from '../accounts.ts'
import { createAccount, createToken, type DemoDialect, type DemoSet, ensurePlan, requestSender } from './set.ts'

const SENDER = 'MYBRAND'
const PENDING_SENDER = 'PENDING'
const BALANCE = 4250
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']

const PLAN = {
  name: 'Wasambazie demo',
  denomination: 'units',
  unit_price: '20.00',
  unit_currency: 'TZS',
  home_country: 'TZ',
  refund_policy: 'on_rejection',
  prices: [{ country: '*', prefix: '', price: '1', currency: 'units' }],
}

interface Keys {
  publicKey: string
  secretKey: string
}

export const wasambazie: DemoDialect = {
  name: 'wasambazie',
  async create(set) {
    const { api, flags } = set
    const planId = await ensurePlan(api, PLAN)
    const balance = Math.max(BALANCE, flags.balance ?? 0)
    const [main, empty, other] = await Promise.all([
      createMain(set, planId, balance),
      createWithKeys(set, { planId, kind: ', empty', balance: 0 }),
      createWithKeys(set, { planId, kind: ', other', balance }),
    ])
    const baseUrl = `${api.url}/wasambazie`
    return {
      accountId: main.accountId,
      document: (credits) => ({
        baseUrl,
        ...main.keys,
        revoked: main.revoked,
        empty: empty.keys,
        other: other.keys,
        sender: SENDER,
        pendingSender: PENDING_SENDER,
        balance: Number(credits),
        webhookSecret: main.webhookSecret,
      }),
      curl: curl(`${baseUrl}/v1/sms/send`, main.keys),
    }
  },
}

async function createMain(set: DemoSet, planId: string, balance: number) {
  const { api, flags } = set
  const { accountId, keys } = await createWithKeys(set, { planId, kind: '', balance })
  const [revoked, webhookSecret] = await Promise.all([
    createKeys(set, accountId, 'revoked'),
    flags.webhookUrl === undefined ? null : createEndpoint(set, accountId, flags.webhookUrl),
    requestSender(api, accountId, PENDING_SENDER),
  ])
  await api.delete(`${ACCOUNTS}/${accountId}/credentials/${revoked.id}`)
  return { accountId, keys, revoked: revoked.keys, webhookSecret }
}

async function createWithKeys(
  set: DemoSet,
  { planId, kind, balance }: { planId: string; kind: string; balance: number },
): Promise<{ accountId: string; keys: Keys }> {
  const name = `Wasambazie ${set.mark}${kind}`
  const accountId = await createAccount(set, { name, planId, sender: SENDER, balance })
  const { keys } = await createKeys(set, accountId, 'everything')
  return { accountId, keys }
}

async function createKeys({ api }: DemoSet, accountId: string, name: string): Promise<{ id: string; keys: Keys }> {
  const made = await createToken(api, accountId, { dialect: 'wasambazie', name, permissions: PERMISSIONS })
  return { id: made.id, keys: { publicKey: made.public_id, secretKey: made.secret } }
}

/** Its secret. */
async function createEndpoint({ api }: DemoSet, accountId: string, url: string): Promise<string> {
  const endpoint = { url, style: 'wasambazie', events: ['request.done'] }
  return (await api.post<{ secret: string }>(`${ACCOUNTS}/${accountId}/webhooks`, endpoint)).secret
}

function curl(url: string, { publicKey, secretKey }: Keys): string {
  const body = { to_number: '+255712345678', message: 'Hello from Wasambazie!', sender_id: SENDER }
  return [
    `curl -X POST '${url}'`,
    `-H 'Content-Type: application/json'`,
    `-H 'X-API-PUBLIC-KEY: ${publicKey}'`,
    `-H 'X-API-SECRET-KEY: ${secretKey}'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ')
}
