// The demo's MegaSMS: a vendor with 1,000 units and a token of every kind that the document speaks of.
import { ACCOUNTS } from '../accounts.ts'
import { createAccount, createToken, type DemoDialect, type DemoSet, ensurePlan, requestSender } from './set.ts'

const SENDER = 'MEGASMS'
const PENDING_SENDER = 'PENDING'
const BALANCE = 1000
const RATE_PER_SEGMENT = 25
const ALL = ['messages:send', 'messages:read', 'balance:read']

const PLAN = {
  name: 'MegaSMS demo',
  denomination: 'units',
  unit_price: RATE_PER_SEGMENT.toFixed(2),
  unit_currency: 'TZS',
  home_country: 'TZ',
  refund_policy: 'on_failure',
  prices: [{ country: '*', prefix: '', price: '1', currency: 'units' }],
}

export const megasms: DemoDialect = {
  name: 'megasms',
  async create(set) {
    const { api, flags } = set
    const planId = await ensurePlan(api, PLAN)
    const balance = Math.max(BALANCE, flags.balance ?? 0)
    const [main, inactiveToken, emptyToken, otherToken] = await Promise.all([
      createMain(set, planId, balance),
      createWithToken(set, { planId, kind: 'suspended', balance }),
      createWithToken(set, { planId, kind: 'empty', balance: 0 }),
      createWithToken(set, { planId, kind: 'other', balance }),
    ])
    const baseUrl = `${api.url}/megasms`
    return {
      accountId: main.accountId,
      document: (units) => ({
        baseUrl,
        ...main.tokens,
        inactiveToken,
        emptyToken,
        otherToken,
        sender: SENDER,
        pendingSender: PENDING_SENDER,
        balance: Number(units),
        ratePerSegment: RATE_PER_SEGMENT,
        currency: PLAN.unit_currency,
      }),
      curl: curl(`${baseUrl}/api/v1/messages`, main.tokens.token),
    }
  },
}

async function createMain(set: DemoSet, planId: string, balance: number) {
  const { api, mark } = set
  const accountId = await createAccount(set, { name: `MegaSMS ${mark}`, planId, sender: SENDER, balance })
  const token = (name: string, permissions: string[], expires_at?: string) =>
    createToken(api, accountId, {
      dialect: 'megasms',
      name,
      permissions,
      ...(expires_at !== undefined && { expires_at }),
    })
  const [all, sendOnly, readOnly, expired, revoked] = await Promise.all([
    token('everything', ALL),
    token('send only', ['messages:send']),
    token('read only', ['messages:read', 'balance:read']),
    token('expired', ALL, '2020-01-01T00:00:00Z'),
    token('revoked', ALL),
    requestSender(api, accountId, PENDING_SENDER),
  ])
  await api.delete(`${ACCOUNTS}/${accountId}/credentials/${revoked.id}`)
  return {
    accountId,
    tokens: {
      token: all.secret,
      sendOnlyToken: sendOnly.secret,
      readOnlyToken: readOnly.secret,
      expiredToken: expired.secret,
      revokedToken: revoked.secret,
    },
  }
}

async function createWithToken(
  set: DemoSet,
  { planId, kind, balance }: { planId: string; kind: 'suspended' | 'empty' | 'other'; balance: number },
): Promise<string> {
  const { api, mark } = set
  const accountId = await createAccount(set, { name: `MegaSMS ${mark}, ${kind}`, planId, sender: SENDER, balance })
  const { secret } = await createToken(api, accountId, { dialect: 'megasms', name: 'everything', permissions: ALL })
  if (kind === 'suspended') await api.patch(`${ACCOUNTS}/${accountId}`, { status: 'suspended' })
  return secret
}

function curl(url: string, token: string): string {
  const body = { to: '255712345678', sender_id: SENDER, message: 'Your verification code is 482913' }
  return [
    `curl -X POST '${url}'`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ')
}
