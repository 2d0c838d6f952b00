import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusedError } from '../core/errors.ts'
import { forgeryToken, refuseForgery } from './forgery.ts'

const SESSION = 'nj_session_of_amina'
const own = { origin: 'https://sms.example.com', 'sec-fetch-site': 'same-origin' }
const token = { 'x-csrf-token': forgeryToken(SESSION) }

const rows: { what: string; method: string; headers: Record<string, string>; passes: boolean }[] = [
  { what: 'a read of our own page', method: 'GET', headers: own, passes: true },
  { what: 'a read that says nothing of where it comes from', method: 'GET', headers: {}, passes: true },
  { what: 'a read typed into the address bar', method: 'GET', headers: { 'sec-fetch-site': 'none' }, passes: true },
  { what: "a read of another site's page", method: 'GET', headers: { 'sec-fetch-site': 'cross-site' }, passes: false },
  { what: "a read of a sibling host's page", method: 'GET', headers: { 'sec-fetch-site': 'same-site' }, passes: false },
  { what: 'a change of our own page', method: 'POST', headers: { ...own, ...token }, passes: true },
  { what: 'a change with the origin alone', method: 'POST', headers: { origin: own.origin, ...token }, passes: true },
  {
    what: 'a change with the site alone',
    method: 'DELETE',
    headers: { 'sec-fetch-site': 'same-origin', ...token },
    passes: true,
  },
  { what: 'a change that says nothing of where it comes from', method: 'POST', headers: token, passes: false },
  { what: 'a change without the token', method: 'PATCH', headers: own, passes: false },
  { what: 'a change with an empty token', method: 'POST', headers: { ...own, 'x-csrf-token': '' }, passes: false },
  {
    what: "a change with another session's token",
    method: 'POST',
    headers: { ...own, 'x-csrf-token': forgeryToken('nj_session_of_juma') },
    passes: false,
  },
  {
    what: 'a change with the session itself as token',
    method: 'POST',
    headers: { ...own, 'x-csrf-token': SESSION },
    passes: false,
  },
  ...['https://evil.example', 'http://sms.example.com', 'https://sms.example.com:8443', 'null'].map((origin) => ({
    what: `a change from ${origin}`,
    method: 'POST',
    headers: { ...own, origin, ...token },
    passes: false,
  })),
  ...['cross-site', 'same-site', 'none'].map((site) => ({
    what: `a change from ${site}`,
    method: 'DELETE',
    headers: { ...own, 'sec-fetch-site': site, ...token },
    passes: false,
  })),
]

for (const { what, method, headers, passes } of rows) {
  test(`${what} ${passes ? 'passes' : 'is refused'}`, () => {
    const judge = (): void => refuseForgery({ method, headers, protocol: 'https', host: 'sms.example.com' }, SESSION)
    if (passes) judge()
    else assert.throws(judge, (error) => error instanceof RefusedError && error.refusal.code === 'permission_missing')
  })
}
