// /v1/operator/audit and /v1/operator/ledger: who changed what, and the proofs that log and book are whole.
import { type Static, Type } from 'typebox'
import { refuse } from '../../../core/errors.ts'
import { isId } from '../../../ids.ts'
import { type AuditPlace, type AuditRow, auditLines, INSTALLATION, namesOf, verifyAudit } from '../../../setup/audit.ts'
import { errorAnswers } from '../answers.ts'
import { LIMIT_DEFAULT } from '../cursor.ts'
import { Id, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: audit']

export function auditRoutes({ app, context: { setup, verifyLedger }, allow }: OperatorApp): void {
  app.get(
    '/audit',
    {
      config: allow('audit:read'),
      schema: {
        tags,
        operationId: 'operatorListAudit',
        summary: 'Read the audit log',
        description: 'Every change by a person or a token, the newest first: of all accounts, or of one.',
        querystring: Type.Object({
          account_id: Type.Optional(Whose),
          account_name: Type.Optional(AccountName),
          ...Filter,
          ...PageQuery,
        }),
        response: { 200: list(Line, 'A page of the log'), ...errorAnswers() },
      },
    },
    async ({ query }) => {
      const {
        account_id,
        account_name: accountName,
        cursor,
        limit = LIMIT_DEFAULT,
        action,
        actor,
        target,
        from,
        to,
      } = query
      const filter = { action, actor, accountName, target, fromMs: momentOf(from), toMs: momentOf(to) }
      const rows = await auditLines(setup, chainOf(account_id), placeOf(cursor), limit + 1, filter)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const names = await namesOf(
        setup,
        shown.flatMap(({ actor, account_id }) => [actor, `account:${account_id}`]),
      )
      return { data: shown.map((row) => line(row, names)), next: rows.length > limit && last ? cursorOf(last) : null }
    },
  )

  app.get(
    '/audit/verify',
    {
      config: allow('audit:read'),
      schema: {
        tags,
        operationId: 'operatorVerifyAudit',
        summary: 'Prove that the audit log is whole',
        description:
          'Follows every chain, or one account’s, from its first line: what was changed, taken out or cut off shows.',
        querystring: Type.Object({ account_id: Type.Optional(Whose) }),
        response: { 200: Proof, ...errorAnswers() },
      },
    },
    async ({ query }) => {
      const { chains, lines, breaks } = await verifyAudit(setup, chainOf(query.account_id))
      return {
        holds: breaks.length === 0,
        chains,
        lines: Number(lines),
        breaks: breaks.map(({ accountId, seq, reason }) => ({
          account_id: ownerOf(accountId),
          seq: Number(seq),
          reason,
        })),
      }
    },
  )

  app.post(
    '/ledger/verify',
    {
      config: allow('ledger:verify'),
      schema: {
        tags,
        operationId: 'operatorVerifyLedger',
        summary: 'Prove that the book is whole',
        description:
          'Every wallet is the sum of its movements, every message is settled once; and what else has to hold.',
        response: { 200: Verdict, ...errorAnswers() },
      },
    },
    async () => {
      const { holds, checked, breaches } = await verifyLedger()
      return { holds, checked, breaches: breaches.map((breach) => ({ ...breach, rows: breach.rows.map(plain) })) }
    },
  )
}

const Whose = Type.String({ maxLength: 36, description: 'An account’s id, or `installation` for what belongs to none' })

const AccountName = Type.String({ maxLength: 100, description: 'Part of it, in any case; without `account_id`' })

const Filter = {
  action: Type.Optional(Type.String({ maxLength: 60, description: 'Its beginning: `credit` is every credit' })),
  actor: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Who did it: as in a line, or part of a name or an e-mail, in any case',
    }),
  ),
  target: Type.Optional(Type.String({ maxLength: 100, description: 'What it was done to' })),
  from: Type.Optional(Time),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Before this moment' })),
}

const Line = Type.Object({
  account_id: nullable(Id, { description: 'Null for the installation itself' }),
  account_name: nullable(Type.String(), { examples: ['Duka la Juma'] }),
  seq: Type.Integer({ description: 'Within its chain', examples: [17] }),
  at: Time,
  actor: Type.String({ description: 'Who did it', examples: ['staff-token:0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'] }),
  actor_name: nullable(Type.String(), { description: 'Of a person, or a token of staff', examples: ['Neema'] }),
  action: Type.String({ examples: ['credit.applied'] }),
  target: Type.String({ description: 'What it was done to' }),
  detail: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String({ description: 'Of this line and of all before it, SHA-256 in hexadecimal' }),
})

const Proof = Type.Object({
  holds: Type.Boolean({ examples: [true] }),
  chains: Type.Integer({ examples: [12] }),
  lines: Type.Integer({ examples: [431] }),
  breaks: Type.Array(
    Type.Object({
      account_id: nullable(Id),
      seq: Type.Integer(),
      reason: oneOf(['missing', 'changed', 'cut_off']),
    }),
  ),
})

const Invariant = { invariant: Type.String({ examples: ['I3'] }), says: Type.String() }
const Verdict = Type.Object({
  holds: Type.Boolean({ examples: [true] }),
  checked: Type.Array(Type.Object(Invariant)),
  breaches: Type.Array(Type.Object({ ...Invariant, rows: Type.Array(Type.Record(Type.String(), Type.Unknown())) })),
})

const momentOf = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time))

function chainOf(whose: string | undefined): string | null {
  if (whose === undefined) return null
  if (whose === 'installation') return INSTALLATION
  if (isId(whose)) return whose
  return refuse({ code: 'field_invalid', field: 'account_id', message: 'An id is a UUID.' })
}

const ownerOf = (accountId: string): string | null => (accountId === INSTALLATION ? null : accountId)

function line(row: AuditRow, names: ReadonlyMap<string, string>): Static<typeof Line> {
  const { account_id, seq, at, actor, action, target, detail, hash } = row
  return {
    account_id: ownerOf(account_id),
    account_name: names.get(`account:${account_id}`) ?? null,
    seq: Number(seq),
    at: at.toISOString(),
    actor,
    actor_name: names.get(actor) ?? null,
    action,
    target,
    detail,
    hash: hash.toString('hex'),
  }
}

function cursorOf(row: AuditRow): string {
  return Buffer.from(`${row.at.getTime()} ${row.account_id} ${row.seq}`).toString('base64url')
}

function placeOf(cursor: string | undefined): AuditPlace | null {
  if (cursor === undefined) return null
  const [atMs = '', accountId = '', seq = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  if (!/^\d{1,15}$/.test(atMs) || !isId(accountId) || !/^\d{1,18}$/.test(seq)) {
    refuse({ code: 'field_invalid', field: 'cursor', message: 'cursor must be the "next" of the page before.' })
  }
  return { atMs: Number(atMs), accountId, seq: BigInt(seq) }
}

/** Rows as the database gives them: its big numbers become strings, exact. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  )
}
