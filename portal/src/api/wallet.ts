// What the wallet's pages ask for: the statement, purchases, prices.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Page } from './types.ts'

export const MOVEMENT_KINDS = ['topup', 'hold', 'capture', 'release', 'adjust_up', 'adjust_down'] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

export interface Movement {
  id: string
  at: string
  kind: MovementKind
  amount: string
  change: string
  balance: string | null
  currency: string
  subject_type: 'request' | 'message' | 'credit'
  subject_id: string
  note: string | null
}

export interface StatementFilters {
  kind?: MovementKind | undefined
  from?: string | undefined
  to?: string | undefined
}

export interface Purchase {
  id: string
  reference: string
  status: 'pending' | 'confirmed' | 'refused' | 'cancelled'
  amount: string
  currency: string
  price: string | null
  price_currency: string
  instructions: string | null
  payment_seen: boolean
  reason: string | null
  created_at: string
  decided_at: string | null
}

export interface PurchaseTerms {
  currency: string
  unit_price: string | null
  price_currency: string
  instructions: string | null
}

export interface Price {
  country: string
  calling_code: string
  prefix: string | null
  price: string
  price_currency: string
  cost: string
  currency: string
  route: string
}

export const statementQuery = (
  accountId: string,
  filters: StatementFilters & { cursor?: string | undefined },
  limit: number,
) =>
  queryOptions({
    queryKey: [accountId, 'statement', filters, limit],
    queryFn: () => call<Page<Movement>>({ path: '/v1/statement', query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
  })

const ASK_EVERY_MS = 4_000

/** Asked for again and again while one of them waits for the operator. */
export const purchasesQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'purchases'],
    queryFn: () => call<Page<Purchase>>({ path: '/v1/purchases', query: { limit: 200 }, accountId }),
    refetchInterval: ({ state: { data } }) =>
      data?.data.some(({ status }) => status === 'pending') ? ASK_EVERY_MS : false,
  })

export const purchaseTermsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'purchase-terms'],
    queryFn: () => call<PurchaseTerms>({ path: '/v1/purchases/terms', accountId }),
  })

export const pricingQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'pricing'],
    queryFn: () => call<Page<Price>>({ path: '/v1/pricing', accountId }),
    staleTime: 60_000,
  })
