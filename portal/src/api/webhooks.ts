// What the pages ask about webhook endpoints, and what was told there.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Page } from './types.ts'

export const STYLES = ['native', 'esms', 'wasambazie', 'smsbox'] as const
export type Style = (typeof STYLES)[number]
export type EventName = 'message.sent' | 'message.delivered' | 'message.failed' | 'request.done' | 'endpoint.disabled'

/** What each style tells of at all. */
export const EVENTS_OF: Record<Style, readonly EventName[]> = {
  native: ['message.sent', 'message.delivered', 'message.failed', 'endpoint.disabled'],
  esms: ['message.delivered', 'message.failed'],
  wasambazie: ['request.done'],
  smsbox: ['message.delivered', 'message.failed'],
}

export interface Endpoint {
  id: string
  url: string
  events: EventName[]
  style: Style
  secret_hint: string
  previous_secret_until: string | null
  enabled: boolean
  disabled_reason: 'failing' | 'gone' | null
  failing_since: string | null
  created_at: string
}

export type NewEndpoint = Endpoint & { secret: string }

export interface Try {
  at: string
  /** Null when no answer came. */
  status: number | null
  ms: number
  error: string | null
  answer: string
}

export type TellingStatus = 'pending' | 'delivered' | 'given_up'

export interface Telling {
  id: string
  event: EventName | 'inbound.received'
  message_id: string | null
  status: TellingStatus
  due_at: string | null
  payload: string
  attempts: Try[]
  created_at: string
}

const ENDPOINTS_MAX = 20

export const endpointsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'webhooks'],
    queryFn: () => call<Page<Endpoint>>({ path: '/v1/webhooks', query: { limit: ENDPOINTS_MAX }, accountId }),
  })

const FOLLOW_EVERY_MS = 2_000
const FOLLOWED_MS = 60_000

/** Followed while what was begun lately is not over. */
export const tellingsQuery = (
  accountId: string,
  endpointId: string,
  filters: { status?: TellingStatus | undefined; cursor?: string | undefined },
  limit: number,
) =>
  queryOptions({
    queryKey: [accountId, 'webhooks', endpointId, 'attempts', filters, limit],
    queryFn: () =>
      call<Page<Telling>>({ path: `/v1/webhooks/${endpointId}/attempts`, query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.data.some(isUnderWay) ? FOLLOW_EVERY_MS : false),
  })

function isUnderWay({ status, due_at }: Telling): boolean {
  return status === 'pending' && due_at !== null && Date.parse(due_at) - Date.now() < FOLLOWED_MS
}
