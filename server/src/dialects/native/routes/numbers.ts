// /v1/numbers: the numbers that subscribers write to, and where what they write is told.
import { type Static, Type } from 'typebox'
import { shownNumber } from '../../../core/inbound.ts'
import { changeNumber, listNumbers, type NumberRow } from '../../../setup/numbers.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { inboundTold } from '../callback-reference.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Two-way']

export function numberRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/numbers',
    {
      config: { permission: 'account:read' },
      schema: {
        tags,
        operationId: 'listNumbers',
        summary: 'List your numbers',
        description: 'Those that subscribers can write to, the newest first. The operator assigns them.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(TwoWayNumber, 'A page of numbers'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller }) =>
      page(await answerOf(listNumbers(setup, caller.account.id, lastSeen(cursor), limit + 1)), limit, number),
  )

  app.patch(
    '/numbers/:id',
    {
      config: { permission: 'account:write' },
      schema: {
        tags,
        operationId: 'changeNumber',
        summary: "Set a number's callback URL",
        description:
          'What is written to the number is posted there, signed with the webhook secret of your account, and tried again until it is heard: ' +
          'for `native` any 2xx is.',
        params: IdParams,
        body: NumberPatch,
        callbacks: { '`inbound.received`': { '{$request.body#/callback_url}': { post: inboundTold } } },
        response: { 200: TwoWayNumber, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, caller }) => {
      const { callback_url: url } = body
      return number(await answerOf(changeNumber(setup, actorOf(caller), caller.account.id, params.id, url)))
    },
  )
}

const CallbackUrl = nullable(Type.String(), {
  description: 'A public https address; null tells nobody',
  examples: ['https://hooks.example.com/inbound'],
})

const NumberPatch = Type.Object(
  { callback_url: CallbackUrl },
  { examples: [{ callback_url: 'https://hooks.example.com/inbound' }] },
)

export const TwoWayNumber = Type.Object({
  id: Id,
  number: Type.String({ description: 'With `+` first, or a short code', examples: ['+255701000001'] }),
  callback_url: CallbackUrl,
  style: Type.String({ description: 'Whose body and answer the callback has', examples: ['native'] }),
  created_at: Time,
})

export function number(row: NumberRow): Static<typeof TwoWayNumber> {
  return {
    id: row.id,
    number: shownNumber(row.number),
    callback_url: row.callback_url,
    style: row.style,
    created_at: row.created_at.toISOString(),
  }
}
