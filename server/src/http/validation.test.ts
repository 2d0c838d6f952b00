import assert from 'node:assert/strict'
import { test } from 'node:test'
import Type, { type TSchema } from 'typebox'
import type { RefusedError } from '../core/errors.ts'
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
  const result = validatorCompiler({ schema, method: 'POST', url: '/', httpPart })(value) as { error?: RefusedError }
  return { code: result.error?.refusal.code ?? 'ok', field: result.error?.refusal.field }
}
