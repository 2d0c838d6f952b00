// /v1/credentials: an account's own keys, made and taken back by whoever may change the account.
import { type Static, Type } from 'typebox'
import type { Caller } from '../../../core/accounts.ts'
import { refuse } from '../../../core/errors.ts'
import {
  type CredentialRow,
  createCredential,
  listCredentials,
  OVERLAP_SECONDS_MAX,
  regenerateCredential,
  revokeCredential,
} from '../../../setup/credentials.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf, PERMISSIONS } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Credentials']
const config = { permission: 'account:write' }
const secret = { ...config, proof: true } as const

export function credentialRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/credentials',
    {
      config,
      schema: {
        tags,
        operationId: 'listCredentials',
        summary: 'List credentials',
        description: 'The newest first, revoked ones too. Never with a secret: we do not keep them.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Credential, 'A page of credentials'), ...errorAnswers() },
      },
    },
    async ({ query, caller }) => {
      const { cursor, limit = LIMIT_DEFAULT } = query
      const rows = await answerOf(listCredentials(setup, caller.account.id, lastSeen(cursor), limit + 1))
      return page(rows, limit, credential)
    },
  )

  app.post(
    '/credentials',
    {
      config: secret,
      schema: {
        tags,
        operationId: 'createCredential',
        summary: 'Make a credential',
        description: 'The secret is shown this once: store it. It may do what the token that makes it may do, or less.',
        body: CredentialBody,
        response: { 201: NewCredential, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, caller }, reply) => {
      const { dialect = 'native', name, permissions, allowed_ips, requests_per_minute, expires_at } = body
      refuseMore(permissions, caller)
      const input = {
        dialect,
        name,
        permissions,
        allowedIps: allowed_ips,
        requestsPerMinute: requests_per_minute,
        expiresAtMs: expires_at == null ? null : Date.parse(expires_at),
      }
      const made = await answerOf(createCredential(setup, actorOf(caller), caller.account.id, input))
      return reply.code(201).send({ ...credential(made.credential), secret: made.secret })
    },
  )

  app.post(
    '/credentials/:id/regenerate',
    {
      config: secret,
      schema: {
        tags,
        operationId: 'regenerateCredential',
        summary: 'Regenerate a credential',
        description:
          'A new one that may do the same. The old one ends after the overlap, or at once with 0. The secret is shown this once.',
        params: IdParams,
        body: Overlap,
        response: { 201: NewCredential, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, caller }, reply) => {
      const regenerated = regenerateCredential(setup, actorOf(caller), caller.account.id, params.id, {
        overlapSeconds: body.overlap_seconds,
        // Else a token would come by another's permissions.
        judge: (permissions) => refuseMore(permissions, caller),
      })
      const made = await answerOf(regenerated)
      return reply.code(201).send({ ...credential(made.credential), secret: made.secret })
    },
  )

  app.delete(
    '/credentials/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'revokeCredential',
        summary: 'Revoke a credential',
        description: 'It stops working within a second, for good. It stays in the list.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Revoked' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(revokeCredential(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )
}

const Overlap = Type.Object(
  {
    overlap_seconds: Type.Integer({
      minimum: 0,
      maximum: OVERLAP_SECONDS_MAX,
      description: 'How long the old one holds beside the new one; 0 ends it at once',
    }),
  },
  { examples: [{ overlap_seconds: 86_400 }] },
)

/** Nobody hands out what they do not have. */
function refuseMore(permissions: readonly string[], { credential }: Caller): void {
  const more = permissions.find((permission) => !credential.permissions.has(permission))
  if (more !== undefined) refuse({ code: 'permission_missing', value: more })
}

const CredentialBody = Type.Object(
  {
    name: Type.String({ description: 'For you to tell it apart, up to 100 characters' }),
    permissions: Type.Array(oneOf(PERMISSIONS), { maxItems: PERMISSIONS.length }),
    dialect: Type.Optional(Type.String({ description: 'The API it is for', default: 'native', examples: ['native'] })),
    allowed_ips: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 100,
        description: 'Addresses and networks it may be used from; empty is anywhere',
      }),
    ),
    requests_per_minute: Type.Optional(
      nullable(Type.Integer({ minimum: 1 }), { description: "A limit of its own, on top of the account's" }),
    ),
    expires_at: Type.Optional(nullable(Time, { description: 'When it ends by itself' })),
  },
  { examples: [{ name: 'Web shop', permissions: ['messages:send', 'messages:read'] }] },
)

const Credential = Type.Object({
  id: Id,
  dialect: Type.String({ examples: ['native'] }),
  kind: oneOf(['token', 'pair'], { examples: ['token'] }),
  name: Type.String({ examples: ['Web shop'] }),
  public_id: Type.String({
    description: 'The public half of a pair, or the beginning of a token',
    examples: ['nj_live_3kQz'],
  }),
  permissions: Type.Array(Type.String(), { examples: [['messages:read', 'messages:send']] }),
  allowed_ips: Type.Array(Type.String()),
  requests_per_minute: nullable(Type.Integer()),
  expires_at: nullable(Time, { examples: [null] }),
  revoked_at: nullable(Time, { examples: [null] }),
  last_used_at: nullable(Time),
  created_at: Time,
})

const NewCredential = Type.Object({
  ...Credential.properties,
  secret: Type.String({
    description: 'The token, or the secret half of a pair. Shown this once.',
    examples: ['nj_live_3kQz…'],
  }),
})

function credential(row: CredentialRow): Static<typeof Credential> {
  return {
    id: row.id,
    dialect: row.dialect,
    kind: row.kind,
    name: row.name,
    public_id: row.public_id,
    permissions: row.permissions,
    allowed_ips: row.allowed_ips,
    requests_per_minute: row.requests_per_minute,
    expires_at: row.expires_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }
}
