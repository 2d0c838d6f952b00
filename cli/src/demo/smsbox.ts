// The demo's SMSBox: an account with 100 shillings at 1 a segment everywhere, and an address that is told of its deliveries.
import { ACCOUNTS } from '../accounts.ts'
import { createAccount, createToken, type DemoDialect, type DemoSet, ensurePlan, requestSender } from './set.ts'

const SENDER = 'INFO'
const PENDING_SENDER = 'PENDING'
const BALANCE = 100
const PRICE = 1
const NUMBERS = '/v1/operator/numbers'
const NUMBERS_MAX = 100_000
const FIRST_NUMBER = 255_701_000_001
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']

const PLAN = {
  name: 'SMSBox demo',
  denomination: 'TZS',
  unit_price: PRICE.toFixed(2),
  unit_currency: 'TZS',
  home_country: 'TZ',
  refund_policy: 'on_failure',
  prices: [{ country: '*', prefix: '', price: PRICE.toFixed(2), currency: 'TZS' }],
}

interface Keys {
  apiKey: string
  apiSecret: string
}

export const smsbox: DemoDialect = {
  name: 'smsbox',
  async create(set) {
    const { api, flags } = set
    const planId = await ensurePlan(api, PLAN)
    const balance = Math.max(BALANCE, flags.balance ?? 0)
    const [main, empty, other] = await Promise.all([
      createMain(set, planId, balance),
      createWithKeys(set, { planId, kind: ', empty', balance: 0 }),
      createWithKeys(set, { planId, kind: ', other', balance }),
    ])
    const baseUrl = `${api.url}/smsbox`
    return {
      accountId: main.accountId,
      document: (left) => ({
        baseUrl,
        ...main.keys,
        empty: empty.keys,
        other: other.keys,
        sender: SENDER,
        pendingSender: PENDING_SENDER,
        balance: Number(left),
        currency: PLAN.denomination,
        price: PRICE,
        inboundNumber: main.inboundNumber,
      }),
      curl: curl(`${baseUrl}/api/sms/v1/send_sms`, main.keys),
    }
  },
}

async function createMain(set: DemoSet, planId: string, balance: number) {
  const { api, flags } = set
  const made = await createWithKeys(set, { planId, kind: '', balance })
  await requestSender(api, made.accountId, PENDING_SENDER)
  if (flags.dlrUrl !== undefined) await createDeliveryCallback(set, made.accountId, flags.dlrUrl)
  return { ...made, inboundNumber: await assignNumber(set, made.accountId) }
}

/** The first set has the number of the document's example, each further one the next that is free. */
async function assignNumber({ api, flags }: DemoSet, accountId: string): Promise<string> {
  const assigned = async () =>
    new Set((await api.list<{ number: string }>(NUMBERS, NUMBERS_MAX)).map(({ number }) => number))
  let taken = await assigned()
  for (let number = FIRST_NUMBER; ; number++) {
    if (taken.has(`+${number}`)) continue
    const body = { number: String(number), style: 'smsbox', callback_url: flags.inboundUrl ?? null }
    try {
      await api.post(`${ACCOUNTS}/${accountId}/numbers`, body)
      return String(number)
    } catch (error) {
      // Another set that is being made at this moment may have been first.
      taken = await assigned()
      if (!taken.has(`+${number}`)) throw error
    }
  }
}

async function createWithKeys(
  set: DemoSet,
  { planId, kind, balance }: { planId: string; kind: string; balance: number },
): Promise<{ accountId: string; keys: Keys }> {
  const { api, mark } = set
  const accountId = await createAccount(set, { name: `SMSBox ${mark}${kind}`, planId, sender: SENDER, balance })
  const { public_id, secret } = await createToken(api, accountId, {
    dialect: 'smsbox',
    name: 'everything',
    permissions: PERMISSIONS,
  })
  return { accountId, keys: { apiKey: public_id, apiSecret: secret } }
}

async function createDeliveryCallback({ api }: DemoSet, accountId: string, url: string): Promise<void> {
  const endpoint = { url, style: 'smsbox', events: ['message.delivered', 'message.failed'] }
  await api.post(`${ACCOUNTS}/${accountId}/webhooks`, endpoint)
}

function curl(url: string, { apiKey, apiSecret }: Keys): string {
  const body = {
    source_addr: SENDER,
    schedule_time: '',
    encoding: '0',
    message: 'Hello [{RECEIVERNAME}]',
    recipients: [{ recipient_name: 'Alex', dest_addr: '+22687161524' }],
  }
  return [
    `curl -X POST '${url}'`,
    `-u '${apiKey}:${apiSecret}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ')
}
