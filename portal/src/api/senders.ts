// What the pages ask about sender IDs, and what people of an account are told and did not do themselves.
import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Page } from './types.ts'

export interface SenderIdInFull {
  id: string
  name: string
  status: 'pending' | 'approved' | 'rejected'
  countries: string[] | null
  asked_countries: string[] | null
  sample_content: string | null
  reason: string | null
  created_at: string
  decided_at: string | null
}

export const senderPageQuery = (accountId: string, cursor: string | undefined, limit: number) =>
  queryOptions({
    queryKey: [accountId, 'sender-ids', 'page', cursor, limit],
    queryFn: () => call<Page<SenderIdInFull>>({ path: '/v1/sender-ids', query: { cursor, limit }, accountId }),
  })

export type NoticeKind =
  | 'endpoint.disabled'
  | 'sender_id.approved'
  | 'sender_id.rejected'
  | 'number.assigned'
  | 'number_request.refused'

export interface AccountNotice {
  id: string
  kind: NoticeKind
  subject_id: string
  detail: Record<string, string | null>
  created_at: string
}

const NOTICES_MAX = 20

export const noticesQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'notices'],
    queryFn: () =>
      call<Page<AccountNotice>>({ path: '/v1/notices', query: { unseen: 'true', limit: NOTICES_MAX }, accountId }),
  })
