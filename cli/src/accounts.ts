// An account as the operator's API shows it, and how a person names one on the command line: by its id, or by its name.
import type { Api } from './api.ts'
import { Failure } from './failure.ts'

export interface Account {
  id: string
  name: string
  status: string
  rate_plan: string
  rate_plan_id: string
  default_sender: string | null
  requests_per_minute: number
  currency: string
  balance: string
  held: string
  created_at: string
}

export const ACCOUNTS = '/v1/operator/accounts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function accountId(api: Api, named: string): Promise<string> {
  return UUID.test(named) ? named : (await findAccount(api, named)).id
}

export async function findAccount(api: Api, named: string): Promise<Account> {
  if (UUID.test(named)) return api.get<Account>(`${ACCOUNTS}/${named}`)
  const alike = await api.list<Account>(ACCOUNTS, 1000, { name: named })
  const [found, another] = alike.filter(({ name }) => name.toLowerCase() === named.toLowerCase())
  if (found === undefined) throw new Failure(`There is no account "${named}": see njiwa account list`)
  if (another !== undefined) throw new Failure(`Several accounts are named "${named}": give the id of one`)
  return found
}

export function money(amount: string, currency: string): string {
  return `${amount} ${currency}`
}
