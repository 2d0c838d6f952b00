// /v1/operator/accounts/{id}/credentials: keys made for an account, of any dialect.
import { type Static, Type } from 'typebox'
import { type CredentialRow, createCredential, listCredentials, revokeCredential } from '../../../setup/credentials.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: accounts']

export function credentialRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/accounts/:id/credentials',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorListCredentials',
        summary: "List an account's credentials",
        description: 'The newest first, revoked ones too. Never with a secret: we do not keep them.',
        params: IdParams,
        querystring: Type.Object(PageQuery),
        response: { 200: list(Credential, 'A page of credentials'), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, query: { cursor, limit = LIMIT_DEFAULT } }) =>
      page(await answerOf(listCredentials(setup, params.id, lastSeen(cursor), limit + 1)), limit, credential),
  )

  app.post(
    '/accounts/:id/credentials',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorCreateCredential',
        summary: 'Make a credential for an account',
        description: 'The secret is shown this once. `expires_at` may be past: then it is refused from the start.',
        params: IdParams,
        body: NewCredential,
        response: { 201: CreatedCredential, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, staff }, reply) => {
      const input = {
        dialect: body.dialect,
        name: body.name,
        permissions: body.permissions,
        allowedIps: body.allowed_ips,
        requestsPerMinute: body.requests_per_minute,
        expiresAtMs: body.expires_at == null ? null : Date.parse(body.expires_at),
      }
      const made = await answerOf(createCredential(setup, staff.actor, params.id, input))
      return reply.code(201).send({ ...credential(made.credential), secret: made.secret })
    },
  )

  app.delete(
    '/accounts/:id/credentials/:credential_id',
    {
      config: allow('accounts:serve'),
      schema: {
        tags,
        operationId: 'operatorRevokeCredential',
        summary: 'Revoke a credential of an account',
        description: 'It stops working within a second on every node, for good. It stays in the list.',
        params: CredentialParams,
        response: { 204: Type.Null({ description: 'Revoked' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, staff }, reply) => {
      await answerOf(revokeCredential(setup, staff.actor, params.id, params.credential_id))
      return reply.code(204).send(null)
    },
  )
}

const CredentialParams = Type.Object({
  id: Type.String({ description: "The account's id" }),
  credential_id: Type.String({ description: "The credential's id" }),
})

const NewCredential = Type.Object(
  {
    dialect: Type.String({ description: 'The API it is for', examples: ['megasms'] }),
    name: Type.String({ description: 'For people to tell it apart, up to 100 characters' }),
    permissions: Type.Array(Type.String(), { maxItems: 50, description: 'As the dialect names them' }),
    allowed_ips: Type.Optional(
      Type.Array(Type.String(), { maxItems: 100, description: 'Addresses and networks; empty is anywhere' }),
    ),
    requests_per_minute: Type.Optional(nullable(Type.Integer({ minimum: 1 }))),
    expires_at: Type.Optional(nullable(Time)),
  },
  { examples: [{ dialect: 'megasms', name: 'Web shop', permissions: ['messages:send', 'messages:read'] }] },
)

const Credential = Type.Object({
  id: Id,
  dialect: Type.String({ examples: ['megasms'] }),
  kind: oneOf(['token', 'pair'], { examples: ['token'] }),
  name: Type.String({ examples: ['Web shop'] }),
  public_id: Type.String({
    description: 'The public half of a pair, or the beginning of a token',
    examples: ['ms_live_3kQz'],
  }),
  permissions: Type.Array(Type.String(), { examples: [['messages:read', 'messages:send']] }),
  allowed_ips: Type.Array(Type.String()),
  requests_per_minute: nullable(Type.Integer()),
  expires_at: nullable(Time),
  revoked_at: nullable(Time),
  last_used_at: nullable(Time),
  created_at: Time,
})
const CreatedCredential = Type.Object({
  ...Credential.properties,
  secret: Type.String({
    description: 'The token, or the secret half of a pair. Shown this once.',
    examples: ['ms_live_3kQz…'],
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
