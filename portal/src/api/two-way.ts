// What the pages ask about two-way numbers, what subscribers wrote, keyword rules and opt-outs.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Message, Page } from './types.ts'

export interface TwoWayNumber {
  id: string
  number: string
  callback_url: string | null
  style: string
  created_at: string
}

export interface NumberRequest {
  id: string
  country: string
  kind: 'long_code' | 'short_code'
  purpose: string
  status: 'pending' | 'assigned' | 'refused'
  number: string | null
  reason: string | null
  created_at: string
}

interface Conversation {
  id: string
  number: string
  from: string
  text: string
  received_at: string
  keyword: string | null
  action: KeywordAction | null
  reply: string | null
  reply_request_id: string | null
  reply_refused: string | null
}

export type Inbound = Conversation & { callback: 'pending' | 'delivered' | 'given_up' | null }

export const KEYWORD_ACTIONS = ['reply', 'forward', 'opt_out', 'opt_in'] as const
export type KeywordAction = (typeof KEYWORD_ACTIONS)[number]

export interface KeywordRule {
  id: string
  keyword: string
  action: KeywordAction
  reply: string | null
  url: string | null
}

export interface BuiltInKeywords {
  enabled: boolean
  opt_out: string[]
  opt_in: string[]
}

export interface OptOut {
  id: string
  number: string
  source: 'keyword' | 'account'
  created_at: string
}

export const numbersQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'numbers'],
    queryFn: () => call<Page<TwoWayNumber>>({ path: '/v1/numbers', query: { limit: 200 }, accountId }),
  })

export const numberRequestsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'number-requests'],
    queryFn: () => call<Page<NumberRequest>>({ path: '/v1/number-requests', query: { limit: 20 }, accountId }),
  })

const LOOK_AGAIN_MS = 5_000

export const conversationsQuery = (
  accountId: string,
  filters: { number?: string | undefined; cursor?: string | undefined },
  limit: number,
) =>
  queryOptions({
    queryKey: [accountId, 'inbound', 'conversations', filters, limit],
    queryFn: () =>
      call<Page<Conversation>>({ path: '/v1/inbound/conversations', query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  })

/** One line of a conversation: what the subscriber wrote, or what was sent back. */
export type Line = { id: string; at: string } & ({ wrote: Inbound } | { sent: Message })

const LINES_MAX = 50

/** The latest of both directions, the oldest first. */
export const conversationQuery = (accountId: string, number: string, from: string) =>
  queryOptions({
    queryKey: [accountId, 'inbound', 'conversation', number, from],
    queryFn: () => readConversation(accountId, number, from),
    refetchInterval: LOOK_AGAIN_MS,
  })

async function readConversation(accountId: string, number: string, from: string): Promise<Line[]> {
  const plain = (written: string): string => written.replace(/^\+/, '')
  const isNumber = /^\+?\d{7,15}$/.test(from)
  const [wrote, sent] = await Promise.all([
    call<Page<Inbound>>({ path: '/v1/inbound', query: { number, from, limit: LINES_MAX }, accountId }),
    isNumber
      ? call<Page<Message>>({
          path: '/v1/messages',
          query: { number: plain(from), sender: plain(number), limit: LINES_MAX },
          accountId,
        })
      : null, // a name cannot be written to
  ])
  const lines: Line[] = [
    ...wrote.data.map((each) => ({ id: each.id, at: each.received_at, wrote: each })),
    ...(sent?.data ?? []).map((each) => ({ id: each.id, at: each.created_at, sent: each })),
  ]
  return lines.sort((one, other) => one.at.localeCompare(other.at)).slice(-LINES_MAX)
}

export const keywordsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'keywords'],
    queryFn: () => call<Page<KeywordRule>>({ path: '/v1/keywords', query: { limit: 200 }, accountId }),
  })

export const builtInKeywordsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'keywords', 'built-in'],
    queryFn: () => call<BuiltInKeywords>({ path: '/v1/keywords/built-in', accountId }),
  })

export const optOutsQuery = (
  accountId: string,
  filters: { number?: string | undefined; cursor?: string | undefined },
  limit: number,
) =>
  queryOptions({
    queryKey: [accountId, 'opt-outs', filters, limit],
    queryFn: () => call<Page<OptOut>>({ path: '/v1/opt-outs', query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
  })
