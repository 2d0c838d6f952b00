// /v1/notices: what people of an account are to know and did not do themselves.
import { type Static, Type } from 'typebox'
import { listNotices, NOTICE_KINDS, type NoticeRow, seeNotice } from '../../../setup/notices.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Notices']

export function noticeRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/notices',
    {
      config: { permission: 'account:read' },
      schema: {
        tags,
        operationId: 'listNotices',
        summary: 'List notices',
        description: 'The newest first.',
        querystring: Type.Object({
          unseen: Type.Optional(Type.Boolean({ description: 'Those alone that nobody has seen' })),
          ...PageQuery,
        }),
        response: { 200: list(Notice, 'A page of notices'), ...errorAnswers() },
      },
    },
    async ({ query: { unseen = false, cursor, limit = LIMIT_DEFAULT }, caller }) =>
      page(await answerOf(listNotices(setup, caller.account.id, unseen, lastSeen(cursor), limit + 1)), limit, notice),
  )

  app.post(
    '/notices/:id/seen',
    {
      config: { permission: 'account:write' },
      schema: {
        tags,
        operationId: 'seeNotice',
        summary: 'Put a notice away',
        description: 'For everybody of the account.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Put away' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(seeNotice(setup, caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )
}

const Notice = Type.Object({
  id: Id,
  kind: oneOf(NOTICE_KINDS, { examples: ['sender_id.approved'] }),
  subject_id: { ...Id, description: 'Of the endpoint, the sender ID, the number or the request for one' },
  detail: Type.Object({}, { additionalProperties: true, description: 'What there is to say of it, by kind' }),
  created_at: Time,
  seen_at: nullable(Time, { description: 'When somebody put it away', examples: [null] }),
})

function notice({ id, kind, subject_id, detail, created_at, seen_at }: NoticeRow): Static<typeof Notice> {
  return {
    id,
    kind,
    subject_id,
    detail,
    created_at: created_at.toISOString(),
    seen_at: seen_at?.toISOString() ?? null,
  }
}
