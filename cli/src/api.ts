// The HTTP API as the commands call it: JSON in, JSON out, and a refusal as one line for a person.
import { Failure } from './failure.ts'

export interface Api {
  readonly url: string
  get<T>(path: string, query?: Query): Promise<T>
  post<T>(path: string, body: object): Promise<T>
  patch<T>(path: string, body: object): Promise<T>
  put<T>(path: string, body: object): Promise<T>
  delete<T>(path: string): Promise<T>
  /** Up to `limit` items of a list, however many pages it takes. */
  list<T>(path: string, limit: number, query?: Query): Promise<T[]>
}

type Query = Record<string, string | number | undefined>

// A page of the largest size that a list gives.
const PAGE = 200
// Longer than the longest answer (a send that waits for its carrier takes 10 s at the most).
const TIMEOUT_MS = 60_000

export function createApi(url: string, token: string): Api {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await reach(url, path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Failure(refusal(url, path, response, text))
    return (text === '' ? {} : readJson(url, text)) as T
  }

  return {
    url,
    get: (path, query = {}) => call('GET', withQuery(path, query)),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    async list<T>(path: string, limit: number, query: Query = {}) {
      const items: T[] = []
      let cursor: string | undefined
      do {
        const page: Page<T> = await call(
          'GET',
          withQuery(path, { ...query, cursor, limit: Math.min(PAGE, limit - items.length) }),
        )
        items.push(...page.data)
        cursor = page.next ?? undefined
      } while (cursor !== undefined && items.length < limit)
      return items.slice(0, limit)
    },
  }
}

interface Page<T> {
  data: T[]
  next?: string | null
}

/** A response, whatever its status; a Failure when nobody answers. */
export async function reach(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url + path, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (error) {
    throw new Failure(`No server answers at ${url} (${reason(error)}): start it with npm start, or set NJIWA_URL`)
  }
}

function reason(error: unknown): string {
  const { cause, message } = error as Error
  const { code, message: causeMessage } = (cause ?? {}) as NodeJS.ErrnoException
  return code ?? causeMessage ?? message
}

function refusal(url: string, path: string, { status }: Response, text: string): string {
  let message: string | undefined
  try {
    message = JSON.parse(text).error.message
  } catch {
    // Not one of ours: something else listens there, or stands between.
  }
  if (message === undefined)
    return `${url}${path} answered ${status}, and not as Njiwa does: see what NJIWA_URL points to`
  if (status === 401) return `${message} The command line takes the token from NJIWA_OPERATOR_TOKEN or the data folder.`
  return message
}

function readJson(url: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure(`${url} did not answer with JSON: see what NJIWA_URL points to`)
  }
}

function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  return given.size === 0 ? path : `${path}?${given}`
}
