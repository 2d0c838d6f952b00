// The addresses at which an account is told of its messages, and the secrets that what is told is signed with.
import { refuse } from '../core/errors.ts'
import { WEBHOOK_EVENTS } from '../core/webhooks.ts'
import { isId, newId } from '../ids.ts'
import { seal } from '../seal.ts'
import {
  addEndpoint,
  type EndpointRow,
  listEndpointRows,
  readEndpoint,
  removeEndpoint,
  rotateEndpointSecret,
  updateEndpoint,
} from '../store/webhook-endpoints.ts'
import { newWebhookSecret } from '../webhooks/sign.ts'
import { count, invalid } from './fields.ts'
import { sealedAs } from './sealed.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'
import { judgedUrl } from './urls.ts'

export type { EndpointRow } from '../store/webhook-endpoints.ts'

const ENDPOINTS_MAX = 20
const OVERLAP_MAX_SECONDS = 7 * 86_400

type EndpointInput = {
  url: string
  /** Absent is all of them. */
  events?: readonly string[] | undefined
  /** Whose body and signature: a dialect's name. */
  style: string
}

/** The secret is shown this once. */
export function addWebhook(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: EndpointInput,
): Outcome<{ endpoint: EndpointRow; secret: string }> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const id = newId(nowMs)
    const url = judgedUrl(setup, input.url, 'url')
    const events = judgeEvents(input.events ?? WEBHOOK_EVENTS)
    const style = setup.webhookStyles.includes(input.style) ? input.style : invalid('style', 'there is no such style')
    const others = await listEndpointRows(tx, accountId, null, ENDPOINTS_MAX)
    if (others.length === ENDPOINTS_MAX)
      refuse({ code: 'conflict', obstacle: 'too_many', message: `an account has at most ${ENDPOINTS_MAX} endpoints` })
    const made = makeSecret(setup, accountId, id)
    const row = { id, url, events, style, secret: made.sealed, secretHint: made.hint, createdAtMs: nowMs }
    const endpoint = await addEndpoint(tx, accountId, row)
    audit('webhook.added', id, { url, events, style })
    return { endpoint, secret: made.secret }
  })
}

/** Fields that are absent stay. What is pending for a disabled one is given up. */
export function changeWebhook(
  setup: Setup,
  actor: Actor,
  accountId: string,
  endpointId: string,
  patch: { url?: string | undefined; events?: readonly string[] | undefined; enabled?: boolean | undefined },
): Outcome<EndpointRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const before = isId(endpointId) ? await readEndpoint(tx, accountId, endpointId) : null
    if (!before) refuse({ code: 'not_found' })
    const url = patch.url === undefined ? before.url : judgedUrl(setup, patch.url, 'url')
    const events = patch.events === undefined ? before.events : judgeEvents(patch.events)
    const enabled = patch.enabled ?? before.enabled
    const changed = await updateEndpoint(tx, accountId, { id: endpointId, url, events, enabled })
    audit('webhook.changed', endpointId, {
      from: { url: before.url, events: before.events, enabled: before.enabled },
      to: { url, events, enabled },
    })
    return changed
  })
}

/** What is pending for it is given up; what was told there stays to be read by its message. */
export function removeWebhook(setup: Setup, actor: Actor, accountId: string, endpointId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const url = isId(endpointId) ? await removeEndpoint(tx, accountId, endpointId) : null
    if (url === null) refuse({ code: 'not_found' })
    audit('webhook.removed', endpointId, { url })
    return null
  })
}

/** A new secret, shown this once. For `overlapSeconds` the one before it signs too, so that the receiver may change over. */
export function rotateWebhookSecret(
  setup: Setup,
  actor: Actor,
  accountId: string,
  endpointId: string,
  overlapSeconds: number,
): Outcome<{ endpoint: EndpointRow; secret: string }> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const overlap = count(overlapSeconds, 'overlap_seconds', 0, OVERLAP_MAX_SECONDS)
    const made = makeSecret(setup, accountId, endpointId)
    const previousUntilMs = overlap === 0 ? null : nowMs + overlap * 1000
    const next = { secret: made.sealed, hint: made.hint, previousUntilMs }
    const endpoint = isId(endpointId) ? await rotateEndpointSecret(tx, accountId, endpointId, next) : null
    if (!endpoint) refuse({ code: 'not_found' })
    audit('webhook.secret_rotated', endpointId, { overlap_seconds: overlap })
    return { endpoint, secret: made.secret }
  })
}

/** Newest first, before `beforeId`. */
export function listWebhooks(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<EndpointRow[]> {
  return readOfAccount(setup, accountId, (tx) => listEndpointRows(tx, accountId, beforeId, limit))
}

const HINT_CHARS = 4

function makeSecret(setup: Setup, accountId: string, id: string): { secret: string; sealed: Buffer; hint: string } {
  const secret = newWebhookSecret()
  const sealed = seal(setup.keyring, secret, sealedAs.webhookEndpoint(accountId, id))
  return { secret, sealed, hint: secret.slice(-HINT_CHARS) }
}

function judgeEvents(events: readonly string[]): string[] {
  const names: readonly string[] = WEBHOOK_EVENTS
  if (events.length === 0 || !events.every((event) => names.includes(event))) {
    invalid('events', `one or more of ${names.join(', ')}`)
  }
  return [...new Set(events)]
}
