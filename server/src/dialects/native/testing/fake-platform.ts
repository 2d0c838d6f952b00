// A platform that a test says everything of: one account, one caller, and what it was asked to do.
import type { Caller } from '../../../core/accounts.ts'
import { compileRatePlan } from '../../../core/rates.ts'
import { decide } from '../../../core/requests.ts'
import { routeTable } from '../../../core/routes.ts'
import type { Accepted, MessageView, Network, Platform, RequestRow, SendOrder } from '../../../pipeline/platform.ts'
import { newToken, secretHash } from '../../../secrets.ts'
import { PERMISSIONS } from '../auth.ts'

export const NOW_MS = Date.parse('2026-03-02T09:15:30.120Z')
const ACCOUNT_ID = '0199d4c2-0000-7000-8000-000000000001'
export const REQUEST_ID = '0199d4c2-0000-7000-8000-0000000000a0'
export const messageId = (number: number): string => `0199d4c2-0000-7000-8000-${String(number).padStart(12, '0')}`

export const network: Network = {
  routes: routeTable(
    ['TZ', 'KE', 'UG'].map((country, index) => ({
      id: `0199d4c2-0000-7000-8000-0000000000b${index}`,
      code: `NJIWA_${country}`,
      name: country,
      country,
      prefix: '',
      defaultSender: null,
      uncertainPolicy: 'resend' as const,
      validityMs: 86_400_000,
      active: true,
      carrierIds: [],
    })),
  ),
  carriers: [
    {
      id: '0199d4c2-0000-7000-8000-0000000000c0',
      name: 'sandbox',
      kind: 'sandbox',
      config: {},
      secret: null,
      paused: false,
    },
  ],
  exchangeRates: new Map([['UGX/KES', 34_349_000n]]),
}

export function fakePlatform() {
  const orders: SendOrder[] = []
  const tokens = new Map<string, Caller>()
  const keys = new Map<
    string,
    { body_hash: Buffer; request_id: string; status: number | null; answer: string | null; created_at: Date }
  >()
  const stored = { request: null as RequestRow | null, messages: [] as MessageView[] }
  let free = 100_000_000n // KES 100

  // What our API does not ask for is not here.
  const platform: Omit<Platform, 'schedule' | 'requestPage' | 'messagePage'> = {
    clock: { now: () => NOW_MS },
    allowPrivateCallbacks: false,
    authenticate: async (hash) => tokens.get(hash.toString('hex')) ?? null,
    network: async () => network,
    async send(order) {
      const { account } = order.caller
      const priced = decide(order.draft, account, network)
      if (!priced.ok) return priced
      const { amount, messages, sender } = priced.value
      if (amount > free) {
        return { ok: false, error: { code: 'insufficient_funds', needed: amount, free, currency: account.currency } }
      }
      free -= amount
      orders.push(order)
      if (order.idempotency) {
        const { key, bodyHash: body_hash } = order.idempotency
        keys.set(key, { body_hash, request_id: REQUEST_ID, status: null, answer: null, created_at: new Date() })
      }
      const accepted: Accepted = {
        requestId: REQUEST_ID,
        createdAtMs: NOW_MS,
        sender,
        encoding: messages[0]?.encoding ?? 'gsm7',
        amount,
        freeAfter: free,
        messages: messages.map((message, index) => ({
          id: messageId(index + 1),
          number: BigInt(index + 1),
          msisdn: message.msisdn,
          segments: message.segments,
          amount: message.amount,
          state: 'queued',
        })),
      }
      return { ok: true, value: accepted }
    },
    untilSubmitted: async () => new Map(),
    wallet: async () => ({ currency: 'KES', balance: free + 5_000_000n, held: 5_000_000n }),
    request: async (accountId, id) =>
      accountId === ACCOUNT_ID && stored.request?.id === id
        ? { request: stored.request, messages: stored.messages }
        : null,
    async message(accountId, id) {
      const message = accountId === ACCOUNT_ID ? stored.messages.find((each) => each.id === id) : undefined
      return message ? { message, events: STORY } : null
    },
    requests: async (_account, beforeId, limit) =>
      [stored.request]
        .filter((row) => row !== null && (beforeId === null || row.id < beforeId))
        .slice(0, limit) as RequestRow[],
    async messages(_account, filter, beforeId, limit) {
      const kept = stored.messages.filter(
        (row) =>
          (beforeId === null || row.id < beforeId) &&
          (filter.msisdn === null || row.msisdn === filter.msisdn) &&
          (filter.state === null || row.state === filter.state),
      )
      return { rows: kept.reverse().slice(0, limit), lookedTo: null }
    },
    statement: async () => ({ rows: [], freeAfter: null }),
    idempotency: {
      find: async (_account, key) => keys.get(key) ?? null,
      async keep(_account, key, status, answer) {
        const row = keys.get(key)
        if (row && row.answer === null) Object.assign(row, { status, answer })
      },
    },
  }

  return {
    platform: platform as Platform,
    orders,
    stored,
    /** A token of the account with these permissions. */
    token(permissions: readonly string[] = PERMISSIONS, account: Partial<Caller['account']> = {}): string {
      const token = newToken('nj_live_')
      tokens.set(secretHash(token).toString('hex'), callerWith(permissions, account))
      return token
    },
    spend(amount: bigint): void {
      free -= amount
    },
  }
}

function callerWith(permissions: readonly string[], account: Partial<Caller['account']>): Caller {
  const plan = compileRatePlan({
    currency: 'KES',
    refundPolicy: 'on_failure',
    homeCountry: 'KE',
    rates: [
      { country: 'KE', price: 800_000n, currency: 'KES' },
      { country: 'TZ', price: 1_000_000n, currency: 'KES' },
      { country: 'UG', price: 35_000_000n, currency: 'UGX' },
    ],
  })
  if (!plan.ok) throw new Error(plan.error.reason)
  const sender = (name: string, countries: string[] | null, status: 'approved' | 'pending' = 'approved') =>
    [name.toLowerCase(), { id: name, name, key: name.toLowerCase(), status, countries }] as const
  return {
    credential: {
      id: '0199d4c2-0000-7000-8000-0000000000d0',
      accountId: ACCOUNT_ID,
      dialect: 'native',
      permissions: new Set(permissions),
      allowedIps: [],
      requestsPerMinute: null,
      expiresAtMs: null,
      revoked: false,
    },
    account: {
      id: ACCOUNT_ID,
      name: 'Duka la Juma',
      status: 'active',
      currency: 'KES',
      plan: plan.value,
      unitPrice: 800_000n,
      unitCurrency: 'KES',
      defaultSender: 'MyApp',
      hasOptOuts: false,
      senders: new Map([sender('MyApp', null), sender('Local', ['KE', 'TZ']), sender('Waiting', null, 'pending')]),
      requestsPerMinute: 1_000_000,
      ...account,
    },
  }
}

/** A request of so many messages, each delivered to a number of its own. */
export function storedRequest(count: number): { request: RequestRow; messages: MessageView[] } {
  const at = (ms: number): Date => new Date(NOW_MS + ms)
  const messages = Array.from({ length: count }, (_, index) => ({
    id: messageId(index + 1),
    request_id: REQUEST_ID,
    number: BigInt(index + 1),
    msisdn: `2567000001${String(index).padStart(2, '0')}`,
    country: 'UG',
    sender: 'MyApp',
    text: 'Habari',
    state: index === 0 ? ('failed' as const) : ('delivered' as const),
    reason: index === 0 ? ('undeliverable' as const) : null,
    encoding: 'gsm7',
    segments: 1,
    amount: 1_202_200n,
    charged: index === 0 ? 0n : 1_202_200n,
    route_id: '0199d4c2-0000-7000-8000-0000000000b2',
    route_amount: 35_000_000n,
    route_currency: 'UGX',
    exchange_rate: 34_349_000n,
    carrier_id: '0199d4c2-0000-7000-8000-0000000000c0',
    created_at: at(0),
    sent_at: at(300),
    done_at: at(1300),
    expires_at: at(86_400_000),
    dialect: 'native',
    reference: null,
    due_at: null,
  }))
  const request = {
    id: REQUEST_ID,
    dialect: 'native',
    credential_id: null,
    sender: 'MyApp',
    text: 'Habari',
    message_count: count,
    first_message_id: messageId(1),
    last_message_id: messageId(count),
    callback: { url: 'https://hooks.example.com/sms', style: 'native' },
    created_at: at(0),
  }
  return { request, messages }
}

const STORY = [
  {
    at: new Date(NOW_MS + 200),
    kind: 'retry',
    detail: { carrier: 'sandbox', status: 'ESME_RTHROTTLED', afterMs: 500 },
  },
  {
    at: new Date(NOW_MS + 300),
    kind: 'sent',
    detail: { carrierId: '0199d4c2-0000-7000-8000-0000000000c0', remoteIds: ['4f2a'] },
  },
  { at: new Date(NOW_MS + 1300), kind: 'failed', detail: { stat: 'UNDELIV', error: '001', carrierId: 'gone' } },
]
