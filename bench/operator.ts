// What the operator's API makes and says for the bench: an account that may send, and the verdict on the ledger.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Calls /v1/operator with the token that the server keeps in its data folder. */
export class Operator {
  readonly #url: string
  readonly #token: string

  constructor(url: string, dataDir: string) {
    this.#url = url
    this.#token = readFileSync(join(dataDir, 'operator-token'), 'utf8').trim()
  }

  async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#url}/v1/operator${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(120_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return JSON.parse(text) as T
  }
}

export type BenchAccount = {
  /** By dialect. */
  tokens: { native: string; megasms: string }
  /** What signs the webhooks, when there is an endpoint. */
  webhookSecret: string | null
}

export const SENDER = 'BENCH'
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']

/** An active account with an approved sender, money for `messages` and, when `webhookUrl` is given, an endpoint that hears of every ending. */
export async function createAccount(
  operator: Operator,
  { name, messages, webhookUrl }: { name: string; messages: number; webhookUrl: string | null },
): Promise<BenchAccount> {
  const plans = await operator.call<{ data: { id: string }[] }>('GET', '/rate-plans')
  const planId = plans.data[0]?.id
  const account = await operator.call<{ id: string; currency: string }>('POST', '/accounts', {
    name,
    rate_plan_id: planId,
    default_sender: SENDER,
    requests_per_minute: 10_000_000, // the rate limit is not what is measured
  })
  const path = `/accounts/${account.id}`
  await operator.call('POST', `${path}/credits`, {
    amount: String(messages),
    currency: account.currency,
    note: 'bench',
    reference: 'bench',
  })
  const sender = await operator.call<{ id: string }>('POST', `${path}/sender-ids`, { name: SENDER })
  await operator.call('POST', `/sender-ids/${account.id}/${sender.id}/approve`, {})
  const token = async (dialect: string): Promise<string> =>
    (
      await operator.call<{ secret: string }>('POST', `${path}/credentials`, {
        dialect,
        name: 'bench',
        permissions: PERMISSIONS,
      })
    ).secret
  const endpoint =
    webhookUrl === null
      ? null
      : await operator.call<{ secret: string }>('POST', `${path}/webhooks`, {
          url: webhookUrl,
          events: ['message.delivered', 'message.failed'],
        })
  return {
    tokens: { native: await token('native'), megasms: await token('megasms') },
    webhookSecret: endpoint?.secret ?? null,
  }
}
