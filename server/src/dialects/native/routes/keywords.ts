// /v1/keywords: what an account's numbers do at a subscriber's first word.
import { type Static, Type } from 'typebox'
import { builtInKeywords as builtInWords, KEYWORD_ACTIONS } from '../../../core/keywords.ts'
import {
  addKeyword,
  builtInKeywords,
  changeKeyword,
  type KeywordRow,
  listKeywords,
  removeKeyword,
  setBuiltInKeywords,
} from '../../../setup/keywords.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import type { NativeApp } from '../scope.ts'

const tags = ['Two-way']
const reads = { permission: 'account:read' }
const writes = { permission: 'account:write' }

export function keywordRoutes(app: NativeApp, setup: Setup): void {
  app.get(
    '/keywords',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'listKeywords',
        summary: 'List your keyword rules',
        description: 'The newest first.',
        querystring: Type.Object(PageQuery),
        response: { 200: list(Keyword, 'A page of rules'), ...errorAnswers() },
      },
    },
    async ({ query: { cursor, limit = LIMIT_DEFAULT }, caller }) =>
      page(await answerOf(listKeywords(setup, caller.account.id, lastSeen(cursor), limit + 1)), limit, keyword),
  )

  app.post(
    '/keywords',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'addKeyword',
        summary: 'Add a keyword rule',
        description:
          'It is met by a message whose first word is the keyword, in any case and with or without accents. A reply is an ordinary message ' +
          'from the number, at your price. Of an opt-out or opt-in it is sent only when that changed something. ' +
          'A rule of yours for STOP comes before the one that everybody has.',
        body: NewKeyword,
        response: { 201: Keyword, ...errorAnswers({ body: true, codes: ['conflict'] }) },
      },
    },
    async ({ body, caller }, reply) => {
      const added = await answerOf(addKeyword(setup, actorOf(caller), caller.account.id, body))
      return reply.code(201).send(keyword(added))
    },
  )

  app.patch(
    '/keywords/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'changeKeyword',
        summary: 'Change a keyword rule',
        description: 'Fields that are absent stay.',
        params: IdParams,
        body: KeywordPatch,
        response: { 200: Keyword, ...errorAnswers({ body: true, codes: ['not_found'] }) },
      },
    },
    async ({ params, body, caller }) =>
      keyword(await answerOf(changeKeyword(setup, actorOf(caller), caller.account.id, params.id, body))),
  )

  app.delete(
    '/keywords/:id',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'removeKeyword',
        summary: 'Remove a keyword rule',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }), ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }, reply) => {
      await answerOf(removeKeyword(setup, actorOf(caller), caller.account.id, params.id))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/keywords/built-in',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'getBuiltInKeywords',
        summary: 'See the words that work without a rule',
        response: { 200: BuiltIn, ...errorAnswers() },
      },
    },
    async ({ caller }) => builtIn(await answerOf(builtInKeywords(setup, caller.account.id))),
  )

  app.patch(
    '/keywords/built-in',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'changeBuiltInKeywords',
        summary: 'Turn the words that work without a rule on or off',
        description: 'Turn them off only where you see to opt-outs yourself: in many countries the law asks for them.',
        body: Type.Object({ enabled: Type.Boolean() }, { examples: [{ enabled: false }] }),
        response: { 200: BuiltIn, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, caller }) =>
      builtIn(await answerOf(setBuiltInKeywords(setup, actorOf(caller), caller.account.id, body.enabled))),
  )
}

const Action = oneOf(KEYWORD_ACTIONS, {
  description:
    '`reply` answers, `forward` posts the message to `url` as well, `opt_out` and `opt_in` end and resume what the subscriber gets from you',
  examples: ['reply'],
})
const Reply = nullable(Type.String(), {
  description: 'What is sent back, 1 to 1,600 characters',
  examples: ['TZS 950'],
})
const Url = nullable(Type.String(), { description: 'Of a forward: a public https address', examples: [null] })

const NewKeyword = Type.Object(
  {
    keyword: Type.String({ description: 'One word of 1 to 32 letters and digits', examples: ['BEI'] }),
    action: Action,
    reply: Type.Optional(Reply),
    url: Type.Optional(Url),
  },
  { examples: [{ keyword: 'BEI', action: 'reply', reply: 'Bei ya mahindi leo: TZS 950 kwa kilo.' }] },
)
const KeywordPatch = Type.Object(
  { action: Type.Optional(Action), reply: Type.Optional(Reply), url: Type.Optional(Url) },
  { examples: [{ reply: 'Bei ya mahindi leo: TZS 975 kwa kilo.' }] },
)

const Keyword = Type.Object({
  id: Id,
  keyword: Type.String({ description: 'In capitals, without accents', examples: ['BEI'] }),
  action: Action,
  reply: Reply,
  url: Url,
  created_at: Time,
})

const Words = Type.Array(Type.String())
const BuiltIn = Type.Object({
  enabled: Type.Boolean({ examples: [true] }),
  opt_out: { ...Words, examples: [builtInWords('opt_out')] },
  opt_in: { ...Words, examples: [builtInWords('opt_in')] },
})

function keyword({ id, keyword, action, reply, url, created_at }: KeywordRow): Static<typeof Keyword> {
  return { id, keyword, action, reply, url, created_at: created_at.toISOString() }
}

function builtIn(enabled: boolean): Static<typeof BuiltIn> {
  return { enabled, opt_out: builtInWords('opt_out'), opt_in: builtInWords('opt_in') }
}
