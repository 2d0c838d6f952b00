// What the pages ask for, by name; and what they change.
import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { ApiError, type Call, call, OfflineError } from './client.ts'
import { isLive } from './live-state.ts'
import type {
  Balance,
  Me,
  Message,
  MessageFilters,
  MessageStory,
  Page,
  SenderId,
  Traffic,
  TrafficDays,
} from './types.ts'

const TRIES_MAX = 2

/** A call that is answered "signed out" signs this page out too; what it showed stays until somebody signs in. */
export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        signedOut(client, error)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        networkMode: 'always', // a browser's idea of "offline" is not ours, least of all on a machine of one's own
        retry: (failures, error) =>
          failures < TRIES_MAX && (error instanceof OfflineError || (error instanceof ApiError && error.status >= 500)),
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

export function signedOut(client: QueryClient, error: Error): void {
  if (!(error instanceof ApiError) || error.status !== 401) return
  client.setQueryData(expiredQuery.queryKey, true)
  client.setQueryData(meQuery.queryKey, null)
}

/** Whether somebody was signed in here, and is no longer though they did not ask for it. */
export const expiredQuery = queryOptions({
  queryKey: ['expired'],
  queryFn: () => Promise.resolve(false),
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Null is nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () =>
    call<Me>({ path: '/me' }).catch((error: unknown): null => {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }),
  staleTime: 60_000,
})

export const balanceQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'balance'],
    queryFn: () => call<Balance>({ path: '/v1/balance', accountId }),
  })

/** `from` in ISO 8601: the same all day long, so that the answer is found again. */
export const trafficQuery = (accountId: string, from: string) =>
  queryOptions({
    queryKey: [accountId, 'traffic', 'today', from],
    queryFn: () => call<Traffic>({ path: '/traffic', query: { from }, accountId }),
  })

/** Of days of the reader's own zone. */
export const trafficDaysQuery = (accountId: string, from: string) =>
  queryOptions({
    queryKey: [accountId, 'traffic', 'days', from],
    queryFn: () =>
      call<TrafficDays>({
        path: '/traffic/days',
        query: { from, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
        accountId,
      }),
    staleTime: 60_000,
  })

export const messagesQuery = (accountId: string, filters: MessageFilters & { cursor?: string }, limit: number) =>
  queryOptions({
    queryKey: [accountId, 'messages', filters, limit],
    queryFn: () => call<Page<Message>>({ path: '/v1/messages', query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
  })

const FOLLOWED_MS = 60_000
const FOLLOW_EVERY_MS = 1_500

/** Followed to its end while it is new, where changes do not come by themselves. */
export const messageQuery = (accountId: string, id: string) =>
  queryOptions({
    queryKey: [accountId, 'message', id],
    queryFn: () => call<MessageStory>({ path: `/v1/messages/${encodeURIComponent(id)}`, accountId }),
    refetchInterval: ({ state: { data } }) =>
      !isLive() && data?.done_at === null && Date.now() - Date.parse(data.created_at) < FOLLOWED_MS
        ? FOLLOW_EVERY_MS
        : false,
  })

export const senderIdsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'sender-ids'],
    queryFn: () => call<Page<SenderId>>({ path: '/v1/sender-ids', query: { limit: 200 }, accountId }),
  })

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { email: string; password: string; code?: string; confirmation?: string }) =>
      call<Me>({ method: 'POST', path: '/sign-in', body }),
    onSuccess(me) {
      forget(client)
      client.setQueryData(expiredQuery.queryKey, false)
      client.setQueryData(meQuery.queryKey, me)
    },
  })
}

export function useSignOut(me: Me) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call<null>({ method: 'POST', path: '/sign-out', csrfToken: me.csrf_token }),
    onSuccess() {
      client.setQueryData(meQuery.queryKey, null)
      forget(client)
    },
  })
}

/** What one person saw is not for the next one. */
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'expired' })
}

/** A change in an account. What is shown of the account is asked for anew. */
export function useChange<Input, Result>(
  me: Me,
  accountId: string,
  request: (input: Input) => Pick<Call, 'method' | 'path' | 'body' | 'idempotencyKey'>,
) {
  const client = useQueryClient()
  return useMutation<Result, Error, Input>({
    mutationFn: (input) => call<Result>({ method: 'POST', accountId, csrfToken: me.csrf_token, ...request(input) }),
    // Unawaited: what is fetched anew may take the caller off the page, and its own onSuccess, which may hold
    // a secret that is shown once, would then never be called.
    onSuccess: () => void client.invalidateQueries({ queryKey: [accountId] }),
    onError: (error) => signedOut(client, error),
  })
}
