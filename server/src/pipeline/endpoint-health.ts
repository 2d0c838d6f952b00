// Endpoints at which nothing is heard for days are disabled, in the transaction that records the last try; the account is
// told by a notice and at its other endpoints.
import { afterFailure, type DisabledReason, isNews } from '../core/endpoint-health.ts'
import { type CallbackStyle, ENDPOINT_DISABLED, type EndpointDisabled } from '../core/webhooks.ts'
import { newId } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import {
  disableEndpoints,
  type EndpointHealthRow,
  type EndpointKey,
  lockEndpointHealth,
  markFailing,
  markHeard,
} from '../store/endpoint-health.ts'
import { addNotices, type Notice } from '../store/notices.ts'
import { addJobs, type WebhookJob } from '../store/webhook-jobs.ts'
import type { Knowledge } from './knowledge.ts'

/** One try at a registered endpoint. */
export type Tried = EndpointKey & {
  heard: boolean
  /** It answered 410. */
  gone: boolean
  /** It was failing when last looked at. */
  failing: boolean
}

export type EndpointHealth = {
  /** What these tries say of their endpoints; what it answers is to be called once that is committed. */
  note(tx: Tx, tried: readonly Tried[], atMs: number): Promise<() => void>
}

type Disabled = EndpointHealthRow & { reason: DisabledReason; sinceMs: number }

export function endpointHealth(options: {
  knowledge: Knowledge
  styles: ReadonlyMap<string, CallbackStyle>
  /** Once it is committed. */
  onDisabled(event: EndpointDisabled): void
}): EndpointHealth {
  const { knowledge, styles, onDisabled } = options
  /** Found failing here, and not heard since: what is known of endpoints may be a second old. */
  const failingHere = new Set<string>()

  return {
    async note(tx, tried, atMs) {
      const heard = new Map(tried.filter((each) => each.heard).map((each) => [each.endpointId, each]))
      const failed = new Map(tried.filter((each) => !each.heard).map((each) => [each.endpointId, each]))
      // One that was heard among failures is not failing: one success is enough.
      for (const id of heard.keys()) if (!failed.get(id)?.gone) failed.delete(id)
      const recovered = [...heard.values()].filter((each) => each.failing || failingHere.has(each.endpointId))
      void markHeard(tx, recovered)
      const disabled = failed.size === 0 ? [] : await fail(tx, failed, atMs)
      const events = disabled.map((each) => eventOf(each, atMs))
      if (events.length > 0) await tell(tx, events)
      return () => {
        for (const { endpointId } of recovered) failingHere.delete(endpointId)
        for (const id of failed.keys()) failingHere.add(id)
        for (const { endpointId } of disabled) failingHere.delete(endpointId)
        for (const { accountId } of disabled) knowledge.forget(accountId)
        for (const event of events) onDisabled(event)
      }
    },
  }

  async function fail(tx: Tx, failed: ReadonlyMap<string, Tried>, atMs: number): Promise<Disabled[]> {
    const rows = await lockEndpointHealth(tx, [...failed.values()])
    const judged = rows.map((row) => {
      const { failing, disable } = afterFailure(row.failing, atMs)
      const gone = failed.get(row.endpointId)?.gone ?? false
      return { ...row, failing, news: isNews(row.failing, failing), gone, disable: gone || disable }
    })
    void markFailing(
      tx,
      judged.filter((each) => each.news || each.disable),
    )
    const disabled = judged
      .filter((each) => each.disable)
      .map((each) => ({ ...each, reason: each.gone ? 'gone' : 'failing', sinceMs: each.failing.sinceMs }) as const)
    if (disabled.length > 0) void disableEndpoints(tx, disabled)
    return disabled
  }

  async function tell(tx: Tx, events: readonly EndpointDisabled[]): Promise<void> {
    const [{ atMs }] = events as [EndpointDisabled]
    const notices = events.map(({ accountId, endpointId: subjectId, url, reason, failingSinceMs }): Notice => {
      const detail = { url, reason, failing_since: new Date(failingSinceMs).toISOString() }
      return { accountId, id: newId(atMs), kind: ENDPOINT_DISABLED, subjectId, detail }
    })
    void addNotices(tx, notices, atMs)
    const jobs: WebhookJob[] = []
    for (const event of events) {
      const { endpoints } = await knowledge.webhooks(event.accountId)
      const others = endpoints.filter((each) => each.id !== event.endpointId && each.events.includes(ENDPOINT_DISABLED))
      for (const { id, url, style } of others) {
        const payload = styles.get(style)?.endpointDisabled?.(event)
        if (payload !== undefined) jobs.push(jobFor(event, { endpointId: id, url, style, payload }))
      }
    }
    void addJobs(tx, jobs, atMs, null)
  }
}

function eventOf({ accountId, endpointId, url, reason, sinceMs }: Disabled, atMs: number): EndpointDisabled {
  return { accountId, endpointId, url, reason, failingSinceMs: sinceMs, atMs }
}

function jobFor(
  { accountId, atMs }: EndpointDisabled,
  target: Pick<WebhookJob, 'endpointId' | 'url' | 'style' | 'payload'>,
): WebhookJob {
  const subject = { event: ENDPOINT_DISABLED, requestId: null, messageId: null }
  return { accountId, id: newId(atMs), ...subject, ...target, attempts: [], tries: 0 }
}
