// What changes in an account while its pages are open, put into what they have read. One stream a page that is looked at:
// a hidden one lets go of it, for a browser has few connections to a host, and so does one that nobody touches.
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { INPUTS } from './attended.ts'
import { tellLive } from './live-state.ts'
import { expiredQuery, meQuery } from './queries.ts'
import type { Balance, Message, Page, State, Traffic } from './types.ts'

export interface News {
  balance: string
  held: string
  changes: { id: string; state: State; was: State | null; done_at: string | null }[]
  /** There was more than is named. */
  more: boolean
}

const AGAIN_MS = 15_000
const SETTLE_MS = 1_200
// Nobody looks at it.
const QUIET_MS = 15 * 60_000

export function useLive(accountId: string, enabled: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!enabled) return
    let source: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let inputAtMs = Date.now()
    const later = settling(client, accountId)
    function open(): void {
      clearTimeout(again)
      again = undefined
      if (document.hidden || source) return
      source = new EventSource(`/portal/api/events?account=${accountId}`)
      source.addEventListener('open', () => {
        tellLive(true)
        // What happened between the page's own look and the server's first one.
        setTimeout(
          () => void client.invalidateQueries({ predicate: ({ queryKey }) => isOf(queryKey, accountId) }),
          SETTLE_MS,
        )
      })
      source.addEventListener('account', ({ data }) => {
        const news = JSON.parse(data) as News
        apply(client, accountId, news)
        later(news)
      })
      source.addEventListener('error', () => {
        tellLive(false)
        if (source?.readyState !== EventSource.CLOSED) return // it tries again by itself
        source = undefined
        again = setTimeout(open, AGAIN_MS)
        void askWhoIsThere(client)
      })
    }
    function close(): void {
      clearTimeout(again)
      again = undefined
      source?.close()
      source = undefined
      tellLive(false)
    }
    const look = (): void => (document.hidden || Date.now() - inputAtMs > QUIET_MS ? close() : open())
    function input(): void {
      inputAtMs = Date.now()
      if (!source && again === undefined) open()
    }
    document.addEventListener('visibilitychange', look)
    for (const name of INPUTS) document.addEventListener(name, input, { passive: true })
    const quiet = setInterval(look, 60_000)
    open()
    return () => {
      document.removeEventListener('visibilitychange', look)
      for (const name of INPUTS) document.removeEventListener(name, input)
      clearInterval(quiet)
      close()
    }
  }, [client, accountId, enabled])
}

const MOVING = ['balance', 'messages', 'message', 'traffic']

const isOf = ([account, what]: readonly unknown[], accountId: string): boolean =>
  account === accountId && MOVING.includes(String(what))

/** Refused: it may be that nobody is signed in any more. */
async function askWhoIsThere(client: QueryClient): Promise<void> {
  const me = await client.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined)
  if (me === null) client.setQueryData(expiredQuery.queryKey, true)
}

function apply(client: QueryClient, accountId: string, { balance, held, changes, more }: News): void {
  client.setQueryData<Balance>([accountId, 'balance'], (known) => known && { ...known, balance, held })
  const states = new Map(changes.map((change) => [change.id, change]))
  client.setQueriesData<Page<Message>>({ queryKey: [accountId, 'messages'] }, (page) =>
    page?.data.some(({ id }) => states.has(id))
      ? { ...page, data: page.data.map((message) => ({ ...message, ...changed(states.get(message.id)) })) }
      : page,
  )
  if (!more) {
    client.setQueriesData<Traffic>(
      { queryKey: [accountId, 'traffic', 'today'] },
      (known) => known && counted(known, changes),
    )
  }
}

const changed = (change: News['changes'][number] | undefined): Partial<Message> =>
  change ? { state: change.state, done_at: change.done_at } : {}

export function counted({ by_state, messages }: Traffic, changes: News['changes']): Traffic {
  const counts = { ...by_state }
  let all = messages
  for (const { state, was } of changes) {
    if (was === null) all++
    else counts[was] = Math.max(0, counts[was] - 1)
    counts[state]++
  }
  return { by_state: counts, messages: all }
}

/** What cannot be worked out from the news is asked for, once for all that comes within a moment. */
function settling(client: QueryClient, accountId: string): (news: News) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ids = new Set<string>()
  let lists = false
  let counts = false
  return ({ changes, more }) => {
    for (const { id, was } of changes) {
      ids.add(id)
      lists ||= was === null
    }
    lists ||= more
    counts ||= more
    for (const id of ids) void client.invalidateQueries({ queryKey: [accountId, 'message', id] })
    if (timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      // Once more: who is told of a message's end is written down a moment after it.
      for (const id of ids) void client.invalidateQueries({ queryKey: [accountId, 'message', id] })
      if (lists) void client.invalidateQueries({ queryKey: [accountId, 'messages'] })
      if (counts) void client.invalidateQueries({ queryKey: [accountId, 'traffic'] })
      ids.clear()
      lists = false
      counts = false
    }, SETTLE_MS)
  }
}
