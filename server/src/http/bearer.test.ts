import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusedError } from '../core/errors.ts'
import { newToken, secretHash } from '../secrets.ts'
import { bearerToken } from './bearer.ts'

const token = newToken('ms_live_')
const mistyped = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`

test('what an Authorization header says', () => {
  const rows: [
    header: string | undefined,
    says: 'token' | 'unknown' | 'credentials_missing' | 'credentials_unreadable',
  ][] = [
    [`Bearer ${token}`, 'token'],
    [`bearer ${token}`, 'token'],
    [`BEARER   ${token}  `, 'token'],
    [`Bearer ${mistyped}`, 'unknown'],
    ['Bearer x', 'unknown'],
    [undefined, 'credentials_missing'],
    ['', 'credentials_missing'],
    ['Bearer', 'credentials_unreadable'],
    ['Bearer ', 'credentials_unreadable'],
    [token, 'credentials_unreadable'],
    [`Bearer${token}`, 'credentials_unreadable'],
    [`Bearer ${token} ${token}`, 'credentials_unreadable'],
    [`Basic ${token}`, 'credentials_unreadable'],
    [`Bearer ${token}é`, 'credentials_unreadable'],
  ]
  for (const [authorization, says] of rows) {
    assert.equal(read(authorization), says, authorization)
  }
})

function read(authorization: string | undefined): string {
  try {
    const { secretHash: found } = bearerToken({ authorization })
    return found?.equals(secretHash(token)) ? 'token' : 'unknown'
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
}
