// What the accounts of one demo set are made of, by the operator's calls. A set shares nothing with another but rate plans.
import { randomBytes, randomUUID } from 'node:crypto'
import { ACCOUNTS, type Account } from '../accounts.ts'
import type { Api } from '../api.ts'
import { Failure } from '../failure.ts'
import { RATE_PLANS, type RatePlan } from '../rate-plans.ts'

export interface DemoSet {
  api: Api
  /** Tells this set's names and addresses from another's. */
  mark: string
  flags: DemoFlags
}

export interface DemoFlags {
  /** Wallets of at least so much. */
  balance?: number
  /** Where the Wasambazie account's batches are told. */
  webhookUrl?: string
  /** Where what the SMSBox account's number receives is told. */
  inboundUrl?: string
  /** Where the SMSBox account's deliveries are told. */
  dlrUrl?: string
}

/** One dialect of a set: made, and described once its wallet has come to rest. */
export interface DemoDialect {
  name: string
  create(set: DemoSet): Promise<DemoAccounts>
}

interface DemoAccounts {
  /** The one that the portal's user owns, and that sample traffic is sent by. */
  accountId: string
  document(balance: string): object
  /** A line for a shell, that sends a message. */
  curl: string
}

export function newSet(api: Api, flags: DemoFlags): DemoSet {
  return { api, mark: randomBytes(4).toString('hex'), flags }
}

/** The plan of that name, made when this is the installation's first set. */
export async function ensurePlan(api: Api, plan: { name: string } & Record<string, unknown>): Promise<string> {
  const find = async () => (await api.list<RatePlan>(RATE_PLANS, 1000)).find(({ name }) => name === plan.name)?.id
  const found = await find()
  if (found !== undefined) return found
  try {
    return (await api.post<RatePlan>(RATE_PLANS, plan)).id
  } catch (error) {
    // Another set that is being made at this moment may have been first.
    const made = await find()
    if (made === undefined) throw error
    return made
  }
}

/** An active account with `balance` in its wallet and this sender, if any, approved and its default. */
export async function createAccount(
  { api }: DemoSet,
  { name, planId, sender, balance }: { name: string; planId: string; sender?: string; balance: number },
): Promise<string> {
  const { id, currency } = await api.post<Account>(ACCOUNTS, {
    name,
    rate_plan_id: planId,
    ...(sender !== undefined && { default_sender: sender }),
  })
  if (balance > 0) {
    const credit = await api.post<{ status: string }>(`${ACCOUNTS}/${id}/credits`, {
      kind: 'topup',
      amount: String(balance),
      currency,
      note: 'demo',
      reference: randomUUID(),
    })
    if (credit.status !== 'applied') {
      throw new Failure(`${balance} ${currency} are above the limit of one person: take a smaller --balance`)
    }
  }
  if (sender !== undefined) await approveSender(api, id, sender)
  return id
}

/** A name or a number, approved for these countries; absent is everywhere. */
export async function approveSender(api: Api, accountId: string, name: string, countries?: string[]): Promise<void> {
  const senderId = await requestSender(api, accountId, name)
  const path = `/v1/operator/sender-ids/${accountId}/${senderId}/approve`
  const { first_approval } = await api.post<{ first_approval: object | null }>(path, countries ? { countries } : {})
  if (first_approval) {
    throw new Failure(
      `${name} is, or looks like, a protected name here, which one person alone cannot approve: unprotect it`,
    )
  }
}

/** Left to wait for the operator's decision. */
export async function requestSender(api: Api, accountId: string, name: string): Promise<string> {
  return (await api.post<{ id: string }>(`${ACCOUNTS}/${accountId}/sender-ids`, { name })).id
}

interface Token {
  id: string
  /** The public half of a pair, or the beginning of a token. */
  public_id: string
  secret: string
}

export function createToken(
  api: Api,
  accountId: string,
  input: { dialect: string; name: string; permissions: string[]; expires_at?: string; requests_per_minute?: number },
): Promise<Token> {
  return api.post<Token>(`${ACCOUNTS}/${accountId}/credentials`, input)
}
