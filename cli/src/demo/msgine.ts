// The demo's MsGine: an account with 100 dollars, a name and a number to send from, and prices for the document's examples.
import { ACCOUNTS } from '../accounts.ts'
import { approveSender, createAccount, createToken, type DemoDialect, type DemoSet, ensurePlan } from './set.ts'

const SENDER = 'MyApp'
const BALANCE = 100
const LIMIT_PER_MINUTE = 5
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']
const PRICE = { UG: 0.05, US: 0.01, GB: 0.04 }
// The document's British number is one of Guernsey: the crown dependencies share the numbers of GB.
const PRICES = { ...PRICE, GG: PRICE.GB, JE: PRICE.GB, IM: PRICE.GB }

const PLAN = {
  name: 'MsGine demo',
  denomination: 'USD',
  unit_price: PRICE.UG.toFixed(2),
  unit_currency: 'USD',
  home_country: 'UG',
  refund_policy: 'on_rejection',
  prices: Object.entries(PRICES).map(([country, price]) => {
    return { country, prefix: '', price: price.toFixed(2), currency: 'USD' }
  }),
}

export const msgine: DemoDialect = {
  name: 'msgine',
  async create(set) {
    const { api, flags } = set
    const planId = await ensurePlan(api, PLAN)
    const balance = Math.max(BALANCE, flags.balance ?? 0)
    const [main, empty, other] = await Promise.all([
      createNumbered(set, planId, balance),
      createWithToken(set, { planId, kind: ', empty', balance: 0 }),
      createWithToken(set, { planId, kind: ', other', balance }),
    ])
    const baseUrl = `${api.url}/msgine`
    return {
      accountId: main.accountId,
      document: (left) => ({
        baseUrl,
        token: main.token,
        emptyToken: empty.token,
        otherToken: other.token,
        limitedToken: main.limitedToken,
        sender: SENDER,
        number: main.number,
        balance: Number(left),
        currency: PLAN.denomination,
        price: PRICE,
        webhookSecret: main.webhookSecret,
      }),
      curl: curl(`${baseUrl}/api/v1/messages/sms`, main.token),
    }
  },
}

async function createNumbered(set: DemoSet, planId: string, balance: number) {
  const { api } = set
  const { accountId, token } = await createWithToken(set, { planId, kind: '', balance })
  const number = numberOf(set)
  const [limited, { webhook_secret }] = await Promise.all([
    createToken(api, accountId, {
      dialect: 'msgine',
      name: `${LIMIT_PER_MINUTE} requests a minute`,
      permissions: PERMISSIONS,
      requests_per_minute: LIMIT_PER_MINUTE,
    }),
    api.post<{ webhook_secret: string }>(`${ACCOUNTS}/${accountId}/webhook-secret`, {}),
    approveSender(api, accountId, number),
  ])
  return { accountId, token, number, limitedToken: limited.secret, webhookSecret: webhook_secret }
}

async function createWithToken(
  set: DemoSet,
  { planId, kind, balance }: { planId: string; kind: string; balance: number },
): Promise<{ accountId: string; token: string }> {
  const { api, mark } = set
  const accountId = await createAccount(set, { name: `MsGine ${mark}${kind}`, planId, sender: SENDER, balance })
  const { secret } = await createToken(api, accountId, {
    dialect: 'msgine',
    name: 'everything',
    permissions: PERMISSIONS,
  })
  return { accountId, token: secret }
}

/** A Ugandan mobile number of this set's own. */
function numberOf({ mark }: DemoSet): string {
  const subscriber = Number.parseInt(mark, 16) % 10_000_000
  return `+25670${String(subscriber).padStart(7, '0')}`
}

function curl(url: string, token: string): string {
  const body = { to: '+256701521269', message: 'Hello from MsGine!', from: SENDER }
  return [
    `curl -X POST '${url}'`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ')
}
