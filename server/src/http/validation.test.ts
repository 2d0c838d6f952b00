import assert from 'node:assert/strict'
import { test } from 'node:test'
import Type, { type TSchema } from 'typebox'
import type { Refusal, RefusedError } from '../core/errors.ts'
import { validatorCompiler } from './validation.ts'

const Body = Type.Object({
  to: Type.Union([Type.String(), Type.Array(Type.String())]),
  text: Type.String({ minLength: 1, maxLength: 3 }),
  options: Type.Optional(Type.Object({ tries: Type.Integer() })),
})

test('the first thing wrong with a body is named', () => {
  const rows: [body: unknown, code: string, field: string | undefined][] = [
    [{ to: 'a', text: 'abc' }, 'ok', undefined],
    [{ to: 'a', text: '😀😀😀' }, 'ok', undefined], // characters are code points
    [{ to: ['a'], text: 'abc', unknown: 1 }, 'ok', undefined],
    [{ to: 'a', text: '😀😀😀😀' }, 'field_invalid', 'text'],
    [{ to: 'a', text: '' }, 'field_invalid', 'text'],
    [{ to: 'a', text: 7 }, 'field_invalid', 'text'],
    [{ to: 'a', text: null }, 'field_invalid', 'text'],
    [{ to: 'a' }, 'field_missing', 'text'],
    [{}, 'field_missing', 'to'],
    [{ to: 1, text: 'a' }, 'field_invalid', 'to'],
    [{ to: ['a', 1], text: 'a' }, 'field_invalid', 'to'],
    [{ to: 'a', text: 'a', options: {} }, 'field_missing', 'options.tries'],
    [{ to: 'a', text: 'a', options: { tries: '3' } }, 'field_invalid', 'options.tries'],
    [[], 'field_invalid', undefined],
    [null, 'field_invalid', undefined],
    ['a', 'field_invalid', undefined],
  ]
  for (const [body, code, field] of rows) {
    assert.deepEqual(judge(Body, 'body', body), { code, field }, JSON.stringify(body))
  }
})

test('what is wrong is said in words', () => {
  const Words = Type.Object({
    text: Type.String({ minLength: 1 }),
    page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]*$' })),
    status: Type.Optional(Type.Enum(['sent', 'failed'])),
    mode: Type.Optional(Type.Union([Type.Enum(['now', 'later']), Type.Null()])),
    tries: Type.Optional(Type.Integer()),
  })
  const rows: [body: unknown, message: string][] = [
    [{ text: 7 }, '"text" must be a string.'],
    [{ text: '' }, '"text" must not be empty.'],
    [{ text: 'a', page: '0' }, '"page" has a wrong form.'],
    [{ text: 'a', status: 'lost' }, '"status" must be one of sent, failed.'],
    [{ text: 'a', mode: 'soon' }, '"mode" must be one of now, later.'],
    [{ text: 'a', tries: '3' }, '"tries" must be an integer.'],
    [[], 'The body must be an object.'],
  ]
  for (const [body, message] of rows) assert.equal(refusalOf(Words, 'body', body)?.message, message)
})

test('a query is read as the types of its schema', () => {
  const Query = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1 })) })
  const read = validatorCompiler({ schema: Query, method: 'GET', url: '/', httpPart: 'querystring' })
  assert.deepEqual(read({ limit: '20' }), { value: { limit: 20 } })
  assert.deepEqual(judge(Query, 'querystring', { limit: '0' }), { code: 'field_invalid', field: 'limit' })
  assert.deepEqual(judge(Query, 'querystring', { limit: 'x' }), { code: 'field_invalid', field: 'limit' })
})

test('a path that cannot be an id is the id of nothing', () => {
  const Params = Type.Object({ id: Type.String({ pattern: '^[0-9]+$' }) })
  assert.deepEqual(judge(Params, 'params', { id: 'x' }), { code: 'not_found', field: undefined })
})

function judge(schema: TSchema, httpPart: string, value: unknown): { code: string; field: string | undefined } {
  const refusal = refusalOf(schema, httpPart, value)
  return { code: refusal?.code ?? 'ok', field: refusal?.field }
}

function refusalOf(schema: TSchema, httpPart: string, value: unknown): Refusal | undefined {
  const result = validatorCompiler({ schema, method: 'POST', url: '/', httpPart })(value) as { error?: RefusedError }
  return result.error?.refusal
}
