import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { value } from '../../../test/harness/setup.ts'
import { changeBranding } from '../setup/branding.ts'
import { testPortal } from './testing/portal.ts'

const SCRIPT = 'console.log("njiwa")'
const { folder, remove } = built('main-1a2b')
after(remove)
writeFileSync(join(folder, 'assets/main-1a2b.js.br'), brotliCompressSync(SCRIPT))

const { call, setup } = await testPortal({ after }, { folder })

/** As a build leaves it, with a script of this name. */
function built(script: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-portal-'))
  mkdirSync(join(folder, 'assets'))
  const head = '<title>NJIWA-NAME</title><meta name="brand" content="NJIWA-BRAND"><meta nonce="NJIWA-NONCE">'
  writeFileSync(join(folder, 'index.html'), `${head}<script src="/assets/${script}.js">`)
  writeFileSync(join(folder, 'paths.json'), '["/","/logs","/logs/:id"]')
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
  writeFileSync(join(folder, `assets/${script}.js`), SCRIPT)
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

const rows: {
  path: string
  headers: Record<string, string>
  status: number
  type: string
  cache: string | undefined
}[] = [
  { path: '/', headers: {}, status: 200, type: 'text/html', cache: 'no-store' },
  { path: '/logs?state=failed', headers: BROWSER, status: 200, type: 'text/html', cache: 'no-store' },
  { path: '/logs/0199d4c2', headers: BROWSER, status: 200, type: 'text/html', cache: 'no-store' },
  { path: '/nothing', headers: BROWSER, status: 404, type: 'text/html', cache: 'no-store' },
  { path: '/nothing', headers: {}, status: 404, type: 'application/json', cache: undefined },
  {
    path: '/assets/main-1a2b.js',
    headers: {},
    status: 200,
    type: 'application/javascript',
    cache: 'public, max-age=31536000, immutable',
  },
  { path: '/assets/main-0000.js', headers: BROWSER, status: 404, type: 'application/json', cache: undefined },
  { path: '/assets/..%2findex.html', headers: BROWSER, status: 404, type: 'application/json', cache: undefined },
  { path: '/portal/nothing', headers: BROWSER, status: 404, type: 'application/json', cache: undefined },
  { path: '/favicon.svg', headers: {}, status: 200, type: 'image/svg+xml', cache: 'public, max-age=86400' },
  { path: '/v1/nothing', headers: BROWSER, status: 404, type: 'application/json', cache: 'no-store' },
]
for (const { path, headers, status, type, cache } of rows) {
  test(`${path} for ${headers === BROWSER ? 'a browser' : 'a program'}: ${status} ${type}`, async () => {
    const answer = await call({ path, headers })
    assert.equal(answer.statusCode, status)
    assert.match(String(answer.headers['content-type']), new RegExp(`^${type.replace('+', '\\+')}`))
    assert.equal(answer.headers['cache-control'], cache)
    if (!path.startsWith('/v1/')) assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  })
}

test('the page has the brand before anybody has signed in, as text', async () => {
  const name = 'Simba & "Simba" <b>'
  const look = { name, accent: '#8a3b12', accentDark: '#f0a878', logo: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }
  value(await changeBranding(setup, 'installation', look))
  const page = await call({ path: '/' })
  assert.match(page.body, /<title>Simba &amp; &quot;Simba&quot; &lt;b&gt;<\/title>/)
  const told = /<meta name="brand" content="([^"]*)">/.exec(page.body)?.[1]?.replaceAll('&quot;', '"')
  const { logo } = JSON.parse((told ?? '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
  const picture = await call({ path: logo })
  assert.deepEqual([picture.statusCode, picture.headers['content-type']], [200, 'image/png'])
  const colours = await call({ path: '/portal/brand.css' })
  assert.match(colours.body, /--accent: #8a3b12;.*\n@media \(prefers-color-scheme: dark\) .*--accent: #f0a878;/)
  assert.equal(colours.headers['x-content-type-options'], 'nosniff')
})

test('each answer has a nonce of its own, in the page and in the policy', async () => {
  const nonces = new Set<string>()
  for (let i = 0; i < 2; i++) {
    const answer = await call({ path: '/' })
    const nonce = /nonce="([A-Za-z0-9+/=]{24})"/.exec(answer.body)?.[1] as string
    const policy = String(answer.headers['content-security-policy'])
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`))
    assert.ok(policy.includes("default-src 'none'") && policy.includes("frame-ancestors 'none'"))
    assert.ok(!policy.includes('unsafe'))
    nonces.add(nonce)
  }
  assert.equal(nonces.size, 2)
})

test('a portal that is built anew beneath the server is served once all of it is there', async () => {
  const { folder, remove } = built('old')
  after(remove)
  const { call } = await testPortal({ after }, { folder })
  const served = async () => /assets\/(\w+)\.js/.exec((await call({ path: '/' })).body)?.[1]
  const steps: { does: string; step(): void; serves: string }[] = [
    { does: 'nothing', step: () => {}, serves: 'old' },
    { does: 'half of the page', step: () => page('<script src="/assets/new.js">'), serves: 'old' },
    {
      does: 'a page before its script',
      step: () => page('<script src="/assets/new.js"></script></html>'),
      serves: 'old',
    },
    { does: 'the script', step: () => writeFileSync(join(folder, 'assets/new.js'), SCRIPT), serves: 'new' },
    { does: 'no page, as the next build begins', step: () => rmSync(join(folder, 'index.html')), serves: 'new' },
  ]
  let atS = 1
  function page(text: string): void {
    writeFileSync(join(folder, 'index.html'), text)
    utimesSync(join(folder, 'index.html'), atS, atS++) // two of them may be within one tick of the file system
  }
  for (const { does, step, serves } of steps) {
    step()
    assert.equal(await served(), serves, does)
  }
})

test('headers of a page', async () => {
  const { headers } = await call({ path: '/nothing', headers: { ...BROWSER, 'x-forwarded-proto': 'https' } })
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'same-origin')
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
  assert.equal(headers['strict-transport-security'], 'max-age=31536000')
})

test('what was compressed at the build goes out as it is', async () => {
  const answer = await call({ path: '/assets/main-1a2b.js', headers: { 'accept-encoding': 'br, gzip' } })
  assert.equal(answer.headers['content-encoding'], 'br')
  assert.deepEqual(answer.rawPayload, brotliCompressSync(SCRIPT))
})
