import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { dataFolder, operatorToken, REPOSITORY, serverUrl } from './installation.ts'

const folder = mkdtempSync(join(tmpdir(), 'njiwa-cli-'))
test.after(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'address'), 'http://127.0.0.1:4711\n')
writeFileSync(join(folder, 'operator-token'), 'njo_in_the_folder\n')

const urls = [
  { env: { NJIWA_URL: 'https://sms.example/' }, url: 'https://sms.example' },
  { env: { NJIWA_DATA_DIR: folder, NJIWA_URL: 'http://[::1]:81' }, url: 'http://[::1]:81' },
  { env: { NJIWA_DATA_DIR: folder }, url: 'http://127.0.0.1:4711' },
  { env: { NJIWA_DATA_DIR: folder, NJIWA_URL: '' }, url: 'http://127.0.0.1:4711' },
  { env: { NJIWA_DATA_DIR: join(folder, 'not-there') }, url: 'http://127.0.0.1:8080' },
]

for (const { env, url } of urls) {
  test(`the server of ${JSON.stringify(env)} is at ${url}`, () => assert.equal(serverUrl(env), url))
}

for (const url of ['127.0.0.1:8080', 'ftp://sms.example', 'sms']) {
  test(`an address that is "${url}" is refused`, () => {
    assert.throws(() => serverUrl({ NJIWA_URL: url }), { message: /^NJIWA_URL is/ })
  })
}

test("the variable's token goes before the folder's", () => {
  assert.equal(operatorToken({ NJIWA_DATA_DIR: folder, NJIWA_OPERATOR_TOKEN: 'njo_given' }), 'njo_given')
  assert.equal(operatorToken({ NJIWA_DATA_DIR: folder }), 'njo_in_the_folder')
})

test('no token anywhere is said with where it was looked for', () => {
  const env = { NJIWA_DATA_DIR: join(folder, 'not-there') }
  assert.throws(() => operatorToken(env), { message: /NJIWA_OPERATOR_TOKEN or .+not-there\/operator-token/ })
})

test('a relative folder counts from the clone', () => {
  assert.equal(dataFolder({}), join(REPOSITORY, '.njiwa'))
  assert.equal(dataFolder({ NJIWA_DATA_DIR: 'var/njiwa' }), join(REPOSITORY, 'var/njiwa'))
})
