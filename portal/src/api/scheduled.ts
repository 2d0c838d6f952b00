// What the pages ask about requests that wait for their time.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Message, Page, State } from './types.ts'

export interface ScheduledRequest {
  id: string
  dialect: string
  sender: string
  text: string
  message_count: number
  waiting: number
  to: string
  schedule_at: string
  suspended: boolean
  held: string
  currency: string
  created_at: string
}

export interface RequestInFull {
  id: string
  sender: string
  text: string
  message_count: number
  created_at: string
  summary: Record<State, number>
  messages: (Message & { schedule_at: string | null })[]
  next: string | null
}

export const scheduledQuery = (accountId: string, cursor: string | undefined, limit: number) =>
  queryOptions({
    queryKey: [accountId, 'scheduled', cursor, limit],
    queryFn: () => call<Page<ScheduledRequest>>({ path: '/v1/scheduled', query: { cursor, limit }, accountId }),
    placeholderData: keepPreviousData,
  })

export const requestQuery = (accountId: string, id: string, cursor: string | undefined, limit: number) =>
  queryOptions({
    queryKey: [accountId, 'request', id, cursor, limit],
    queryFn: () =>
      call<RequestInFull>({ path: `/v1/requests/${encodeURIComponent(id)}`, query: { cursor, limit }, accountId }),
    placeholderData: keepPreviousData,
  })

/** What a whole request and one message of it have in common while they wait. */
export interface Scheduled {
  kind: 'requests' | 'messages'
  id: string
  text: string
  at: string
  suspended: boolean
}
