// Staff who sign in as an account: for half an hour, to look (an admin also to change), and never to see a secret of the
// customer's. The account's own audit log says who it was and why.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { answerOf } from '../dialects/native/auth.ts'
import { mayDo } from '../dialects/native/operator/duties.ts'
import type { Allow } from '../dialects/native/operator/index.ts'
import { secretHash } from '../secrets.ts'
import { line } from '../setup/fields.ts'
import { changeAccount, type Outcome, type Setup } from '../setup/setup.ts'
import {
  endImpersonation,
  type ImpersonationRow,
  readImpersonation,
  removeOldImpersonations,
  startImpersonation,
} from '../store/impersonations.ts'
import { permissionsOf } from './roles.ts'
import type { Session } from './sessions.ts'

export const IMPERSONATION_MS = 30 * 60_000

/** What the session is signed in to beyond its person's own accounts; null when it is nothing, or no longer. */
export async function impersonationOf(setup: Setup, { token, user }: Session): Promise<ImpersonationRow | null> {
  if (user.staff_role === null || !mayDo(user.staff_role, 'accounts:enter')) return null
  return setup.database.transaction([], (tx) => readImpersonation(tx, secretHash(token), setup.clock.now()))
}

/** As one of the account's own: an admin as its owner, support to look alone. */
export function roleOfImpersonator({ user }: Session): 'owner' | 'viewer' {
  return user.staff_role === 'admin' ? 'owner' : 'viewer'
}

export const permissionsOfImpersonator = (session: Session) => permissionsOf(roleOfImpersonator(session))

export function impersonationRoutes(app: FastifyInstance, { setup, allow }: { setup: Setup; allow: Allow }): void {
  app.post<{ Body: Static<typeof Start> }>(
    '/impersonation',
    { config: allow('accounts:enter'), schema: { body: Start } },
    async ({ session, body }, reply) => {
      const until = await answerOf(start(setup, session, body.account_id, body.reason))
      return reply.code(201).send({ account_id: body.account_id, until: new Date(until).toISOString() })
    },
  )

  app.delete('/impersonation', { config: allow('accounts:enter') }, async ({ session }, reply) => {
    const running = await impersonationOf(setup, session)
    if (running) await answerOf(end(setup, session, running.account_id))
    return reply.code(204).send()
  })
}

const Start = Type.Object({ account_id: Type.String(), reason: Type.String() })

function start(setup: Setup, session: Session, accountId: string, reason: string): Outcome<number> {
  const { token, user } = session
  return changeAccount(setup, `user:${user.id}`, accountId, async ({ tx, nowMs, audit }) => {
    const until = nowMs + IMPERSONATION_MS
    await removeOldImpersonations(tx, nowMs)
    await startImpersonation(tx, secretHash(token), accountId, until)
    audit('impersonation.started', user.id, {
      reason: line(reason, 'reason', 200),
      role: roleOfImpersonator(session),
      until: new Date(until).toISOString(),
    })
    return until
  })
}

function end(setup: Setup, { token, user }: Session, accountId: string): Outcome<void> {
  return changeAccount(setup, `user:${user.id}`, accountId, async ({ tx, audit }) => {
    await endImpersonation(tx, secretHash(token))
    audit('impersonation.ended', user.id)
  })
}

/** Refuses a call whose answer shows a secret: what only the customer may hold is made by the customer. */
export function refuseSecrets(schema: { response?: unknown } | undefined): void {
  if (!namesSecret(schema?.response)) return
  const message = 'A secret is shown to the customer alone. Ask somebody of the account to make it.'
  refuse({ code: 'permission_missing', obstacle: 'customers_only', message })
}

const SECRETS = new Set(['secret', 'webhook_secret', 'token', 'password'])

function namesSecret(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const { properties } = schema as { properties?: object }
  if (properties && Object.keys(properties).some((name) => SECRETS.has(name))) return true
  return Object.values(schema).some(namesSecret)
}
