// One call to the server, as our own page: the session is in a cookie that this code cannot see.
import { isAttended } from './attended.ts'
import { askForProof } from './proof.ts'

type Refusal = { code: string; message: string; field: string | null; obstacle?: string | null }

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  /** Which field of the body it is about, as in `messages.3.to`. */
  readonly field: string | null
  /** What stands in the way, where the code says too little of it. */
  readonly obstacle: string | null
  constructor(status: number, refusal: Refusal, requestId: string | null) {
    super(refusal.message)
    this.status = status
    this.code = refusal.code
    this.field = refusal.field
    this.obstacle = refusal.obstacle ?? null
    this.requestId = requestId
  }
}

/** Nobody answered: no network, or no server. */
export class OfflineError extends Error {}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Behind /portal/api. */
  path: string
  query?: Record<string, string | number | undefined>
  body?: unknown
  accountId?: string
  csrfToken?: string
  idempotencyKey?: string
}

export async function call<T>(parts: Call): Promise<T> {
  const text = await (await answered(parts)).text()
  return (text === '' ? null : JSON.parse(text)) as T
}

/** A file, for the reader to keep. */
export async function file(parts: Pick<Call, 'path' | 'query' | 'accountId'>): Promise<Blob> {
  return (await answered(parts)).blob()
}

/** The answer to a call that went well. */
async function answered(parts: Call): Promise<Response> {
  const { method = 'GET', path, query, body, ...rest } = parts
  const headers = new Headers({ accept: 'application/json' })
  if (rest.accountId !== undefined) headers.set('x-account', rest.accountId)
  if (rest.csrfToken !== undefined) headers.set('x-csrf-token', rest.csrfToken)
  if (rest.idempotencyKey !== undefined) headers.set('idempotency-key', rest.idempotencyKey)
  if (method === 'GET' && !isAttended()) headers.set('x-unattended', '1')
  if (body !== undefined) headers.set('content-type', 'application/json')
  const response = await fetch(`/portal/api${path}${queryString(query)}`, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new OfflineError()
  })
  if (response.ok) return response
  const refusal = errorOf(await response.text())
  if (refusal.code === 'reauthentication_required' && (await askForProof())) return answered(parts)
  throw new ApiError(response.status, refusal, response.headers.get('x-request-id'))
}

function queryString(query: Call['query'] = {}): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  return given.size === 0 ? '' : `?${given}`
}

/** What stands between us and the server may answer with a page of its own. */
function errorOf(text: string): Refusal {
  try {
    const { error } = JSON.parse(text) as {
      error?: { code?: unknown; message?: unknown; details?: { field?: unknown; obstacle?: unknown } }
    }
    if (typeof error?.code === 'string' && typeof error.message === 'string') {
      const { field, obstacle } = error.details ?? {}
      return { code: error.code, message: error.message, field: textOf(field), obstacle: textOf(obstacle) }
    }
  } catch {}
  return { code: 'unreadable', message: '', field: null, obstacle: null }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
