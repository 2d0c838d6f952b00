// examples/ run as they stand: the ESME against the SMSC.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const example = (name: string) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url))

test('the example ESME sends a long message through the example SMSC and hears of each part', async (t) => {
  const smsc = spawn(process.execPath, [example('smsc.ts'), '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => smsc.kill())
  const lines = createInterface(smsc.stdout)
  const [listening] = (await once(lines, 'line')) as [string]
  const port = /\d+$/.exec(listening)?.[0] ?? ''

  const { stdout } = await promisify(execFile)(process.execPath, [example('esme.ts'), port], { timeout: 20_000 })
  assert.deepEqual(stdout.trim().split('\n').sort(), [
    '0000000001 DELIVRD',
    '0000000002 DELIVRD',
    'accepted as 0000000001',
    'accepted as 0000000002',
    'bound to hello example',
    'session over: unbound',
  ])

  smsc.kill('SIGTERM')
  assert.deepEqual(await once(smsc, 'exit'), [0, null])
})
