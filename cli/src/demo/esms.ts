// The demo's eSMS Africa: an account with 2,000 shillings that pays for Uganda in another currency, and a sender that is
// approved for two countries beside one that is for all.
import type { Api } from '../api.ts'
import {
  approveSender,
  createAccount,
  createToken,
  type DemoDialect,
  type DemoSet,
  ensurePlan,
  requestSender,
} from './set.ts'

const SENDER = 'MyApp'
const SENDER_COUNTRIES = ['KE', 'TZ']
const EVERYWHERE_SENDER = 'eSMSAfrica'
const PENDING_SENDER = 'PENDING'
const BALANCE = 2000
const CURRENCY = 'KES'
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']
const ROUTES = {
  UG: { code: 'ESMS_UG', price: 35, currency: 'UGX' },
  KE: { code: 'ESMS_KE', price: 0.8, currency: CURRENCY },
}
const RATE = { base: 'UGX', quote: CURRENCY, rate: '0.034349' }
const PAIR = `${RATE.base}/${RATE.quote}`

const PLAN = {
  name: 'eSMS Africa demo',
  denomination: CURRENCY,
  unit_price: ROUTES.KE.price.toFixed(2),
  unit_currency: CURRENCY,
  home_country: 'KE',
  refund_policy: 'on_failure',
  // No price for all others: a country that is not served is one of the document's errors.
  prices: Object.entries({ ...ROUTES, TZ: { price: 1, currency: CURRENCY } }).map(([country, { price, currency }]) => {
    return { country, prefix: '', price: price.toFixed(2), currency }
  }),
}

export const esms: DemoDialect = {
  name: 'esms',
  async create(set) {
    const { api, flags } = set
    const [planId] = await Promise.all([ensurePlan(api, PLAN), ensureRate(api)])
    const balance = Math.max(BALANCE, flags.balance ?? 0)
    const [main, empty, other] = await Promise.all([
      createWithToken(set, { planId, kind: '', balance }),
      createWithToken(set, { planId, kind: ', empty', balance: 0 }),
      createWithToken(set, { planId, kind: ', other', balance }),
    ])
    const baseUrl = `${api.url}/esms`
    return {
      accountId: main.accountId,
      document: (left) => ({
        baseUrl,
        token: main.token,
        emptyToken: empty.token,
        otherToken: other.token,
        sender: SENDER,
        senderCountries: SENDER_COUNTRIES,
        everywhereSender: EVERYWHERE_SENDER,
        pendingSender: PENDING_SENDER,
        balance: Number(left),
        currency: CURRENCY,
        routes: ROUTES,
        rates: { [PAIR]: Number(RATE.rate) },
      }),
      curl: curl(`${baseUrl}/api/messages/send`, main.token),
    }
  },
}

/** Without a default sender of its own: who names none sends as the route does. */
async function createWithToken(
  set: DemoSet,
  { planId, kind, balance }: { planId: string; kind: string; balance: number },
): Promise<{ accountId: string; token: string }> {
  const { api, mark } = set
  const accountId = await createAccount(set, { name: `eSMS Africa ${mark}${kind}`, planId, balance })
  const [{ secret }] = await Promise.all([
    createToken(api, accountId, { dialect: 'esms', name: 'everything', permissions: PERMISSIONS }),
    approveSender(api, accountId, SENDER, SENDER_COUNTRIES),
    approveSender(api, accountId, EVERYWHERE_SENDER),
    requestSender(api, accountId, PENDING_SENDER),
  ])
  return { accountId, token: secret }
}

interface ExchangeRate {
  base: string
  quote: string
  rate: string
  effective_at: string
}

/** In force from now on, unless it is already. By pair the latest comes first, some of them not in force yet. */
async function ensureRate(api: Api): Promise<void> {
  const { data } = await api.get<{ data: ExchangeRate[] }>(EXCHANGE_RATES)
  const now = new Date().toISOString()
  const inForce = data.find((row) => `${row.base}/${row.quote}` === PAIR && row.effective_at <= now)
  if (inForce?.rate !== RATE.rate) await api.put(EXCHANGE_RATES, { rates: [RATE] })
}

const EXCHANGE_RATES = '/v1/operator/exchange-rates'

function curl(url: string, token: string): string {
  const body = { to: '+256712345678', text: 'Hello from eSMS Africa!', sender_id: EVERYWHERE_SENDER }
  return [
    `curl -X POST '${url}'`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ')
}
