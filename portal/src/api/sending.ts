// What the page that sends asks for: prices while somebody writes, and the send itself.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Contact } from './contacts.ts'
import type { Page } from './types.ts'

export interface SendBody {
  sender?: string
  route?: string
  text?: string
  to?: string[]
  messages?: { to: string; variables: Record<string, string> }[]
  schedule_at?: string
}

export interface Quote {
  encoding: string
  segments: number
  units: number
  unicode_characters: { index: number; character: string; substitute: string | null }[]
  cost: string
  currency: string
  messages: { to: string; country: string; route: string; encoding: string; segments: number; cost: string }[]
}

export interface Sent {
  id: string
  created_at: string
  message_count: number
  cost: string
  currency: string
  messages: { id: string }[]
}

interface Price {
  country: string
  route: string
}

export function quote(accountId: string, csrfToken: string, body: SendBody): Promise<Quote> {
  return call<Quote>({ method: 'POST', path: '/v1/quotes', accountId, csrfToken, body })
}

/** Of what stands in the form: the one before is shown until the next one has come. */
export const quoteQuery = (accountId: string, csrfToken: string, body: SendBody | null) =>
  queryOptions({
    queryKey: [accountId, 'quote', body],
    queryFn: () => quote(accountId, csrfToken, body as SendBody),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })

/** The codes of the routes that this account can reach somebody by. */
export const routesQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'pricing', 'routes'],
    queryFn: async () => {
      const { data } = await call<Page<Price>>({ path: '/v1/pricing', accountId })
      return [...new Set(data.map(({ route }) => route))].sort()
    },
    staleTime: 300_000,
  })

export function send(accountId: string, csrfToken: string, body: SendBody, idempotencyKey: string): Promise<Sent> {
  return call<Sent>({ method: 'POST', path: '/v1/requests', accountId, csrfToken, body, idempotencyKey })
}

const PAGE = 200 // as many as the server gives at once
export const MEMBERS_MAX = 20_000

/** Everybody in a group. Null is no group. */
export const membersQuery = (accountId: string, group: string | null) =>
  queryOptions({
    queryKey: [accountId, 'contacts', 'all of', group],
    queryFn: async ({ signal }) => {
      const members: Contact[] = []
      let cursor: string | undefined
      do {
        const query = { group: group as string, limit: PAGE, cursor }
        const page = await call<Page<Contact>>({ path: '/v1/contacts', query, accountId })
        members.push(...page.data)
        cursor = page.next ?? undefined
      } while (cursor !== undefined && members.length < MEMBERS_MAX && !signal.aborted)
      return members
    },
    enabled: group !== null,
    staleTime: 60_000,
  })
