// Rate plans as the operator's API shows them, and how a person names one: by its name, or by its id.
import type { Api } from './api.ts'
import { Failure } from './failure.ts'

export interface RatePlan {
  id: string
  name: string
  denomination: string
  unit_price: string
  unit_currency: string
  home_country: string | null
  refund_policy: string
}

export const RATE_PLANS = '/v1/operator/rate-plans'

export async function ratePlanId(api: Api, named: string): Promise<string> {
  const plans = await api.list<RatePlan>(RATE_PLANS, 1000)
  const found = plans.find(({ id, name }) => id === named || name.toLowerCase() === named.toLowerCase())
  if (found === undefined) throw new Failure(`There is no rate plan "${named}": see njiwa rate plans`)
  return found.id
}
