import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspectMachine, node } from './machine.ts'

for (const { version, ok } of [
  { version: '23.11.1', ok: false },
  { version: '24.0.0', ok: true },
  { version: '100.0.0', ok: true },
]) {
  test(`Node ${version} is ${ok ? 'right' : 'wrong'}`, () => assert.equal(node(version).ok, ok))
}

const folders = [
  { is: 'as the server makes it', mode: 0o700, key: 0o600, wrong: [] },
  { is: 'open to others', mode: 0o750, key: 0o600, wrong: ['data folder'] },
  { is: 'with a key that others can read', mode: 0o700, key: 0o640, wrong: ['key file'] },
  { is: 'without a key', mode: 0o700, key: undefined, wrong: ['key file'] },
  { is: 'not there', mode: undefined, key: undefined, wrong: ['data folder', 'key file'] },
]

for (const { is, mode, key, wrong } of folders) {
  test(`a data folder ${is}`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'njiwa-doctor-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    if (key !== undefined) {
      writeFileSync(join(folder, 'key'), '')
      chmodSync(join(folder, 'key'), key)
    }
    if (mode === undefined) rmSync(folder, { recursive: true })
    else chmodSync(folder, mode)

    const findings = inspectMachine({ NJIWA_DATA_DIR: folder })
    assert.deepEqual(
      findings.filter(({ ok, name }) => !ok && name !== 'disk space').map(({ name }) => name),
      wrong,
    )
    for (const { ok, remedy } of findings) assert.equal(remedy === undefined, ok)
  })
}

for (const { url, looks } of [
  { url: 'http://localhost:8080', looks: 4 },
  { url: 'http://127.0.0.2', looks: 4 },
  { url: 'http://[::1]:8080', looks: 4 },
  { url: 'https://sms.example', looks: 1 },
  { url: 'https://127.example', looks: 1 },
]) {
  test(`of a server at ${url} this machine has ${looks} things to look at`, () => {
    assert.equal(inspectMachine({ NJIWA_URL: url, NJIWA_DATA_DIR: tmpdir() }).length, looks)
  })
}
