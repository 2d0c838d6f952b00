// test/harness/edge.ts: the HTTP edge over a platform that a test makes up, on a real port.
import type { Server } from 'node:http'
import type { TestContext } from 'node:test'
import { pino } from 'pino'
import type { Caller } from '../../server/src/core/accounts.ts'
import { ERROR_CODES, type ErrorCode } from '../../server/src/core/errors.ts'
import type { Dialect, DialectAnswer } from '../../server/src/dialects/dialect.ts'
import { createApp } from '../../server/src/http/app.ts'
import { bearerToken } from '../../server/src/http/bearer.ts'
import { newId } from '../../server/src/ids.ts'
import type { Platform } from '../../server/src/pipeline/platform.ts'
import { newToken, secretHash } from '../../server/src/secrets.ts'

const STATUS: Partial<Record<ErrorCode, number>> = {
  path_unknown: 404,
  method_not_allowed: 405,
  headers_too_large: 431,
  credentials_missing: 401,
  credentials_unreadable: 401,
  credentials_invalid: 401,
  rate_limited: 429,
  permission_missing: 403,
  account_not_active: 403,
  body_too_large: 413,
  content_type_unsupported: 415,
  not_found: 404,
  unavailable: 503,
  internal: 500,
}

/** Says the code that was meant, as its body's `code`. */
export const plainErrors = Object.fromEntries(
  ERROR_CODES.map((code) => [code, (): DialectAnswer => ({ status: STATUS[code] ?? 400, body: { code } })]),
) as Record<ErrorCode, () => DialectAnswer>

export function plainDialect(routes: Dialect['routes']): Dialect {
  return {
    name: 'megasms',
    prefix: '/plain',
    errors: plainErrors,
    credentials: bearerToken,
    routes,
    document: { title: 'Plain', description: 'A dialect of a test.', securitySchemes: {} },
    callback: null,
  }
}

export type TestCaller = { token: string; caller: Caller }

export function testCaller(
  change: { credential?: Partial<Caller['credential']>; account?: Partial<Caller['account']> } = {},
): TestCaller {
  const accountId = newId()
  const credential = {
    id: newId(),
    accountId,
    dialect: 'megasms',
    permissions: new Set(['send']),
    allowedIps: [],
    requestsPerMinute: null,
    expiresAtMs: null,
    revoked: false,
    ...change.credential,
  }
  const account = {
    id: accountId,
    status: 'active',
    requestsPerMinute: 600_000,
    ...change.account,
  } as Caller['account']
  return { token: newToken('ms_live_'), caller: { credential, account } }
}

/** What a test's platform does not have fails the call that asks for it. */
export async function serveEdge(
  t: TestContext,
  options: {
    dialects: Dialect[]
    callers?: TestCaller[]
    platform?: Partial<Platform>
    hosts?: [host: string, dialect: string][]
    isReady?: () => boolean
  },
): Promise<{ url: string; server: Server; logged: Record<string, unknown>[]; close(): Promise<void> }> {
  const known = new Map(options.callers?.map(({ token, caller }) => [secretHash(token).toString('hex'), caller]))
  const logged: Record<string, unknown>[] = []
  const app = createApp({
    platform: {
      authenticate: async (secret: Buffer) => known.get(secret.toString('hex')) ?? null,
      ...options.platform,
    } as Platform,
    dialects: options.dialects,
    hosts: new Map(options.hosts),
    trustedProxies: [],
    log: pino({ level: 'debug' }, { write: (line) => void logged.push(JSON.parse(line)) }),
    isUnavailable: (error) => error instanceof Error && error.message === 'database away',
    ready: async () => options.isReady?.() ?? true,
    metrics: async () => 'njiwa_up 1\n',
  })
  t.after(() => app.close())
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, server: app.server, logged, close: () => app.close() }
}
