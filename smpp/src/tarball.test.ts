// The package as somebody else gets it: packed, unpacked in an empty folder, used from plain JavaScript and from TypeScript.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

const consumer = `
import { buildReceipt, connect, listen, messageState, parseReceipt, status } from '@njiwa/smpp'

const listener = await listen({
  host: '127.0.0.1',
  port: 0,
  onBind: () => ({ command_status: status.ESME_ROK, system_id: 'smsc' }),
  onRequest: async (pdu, session) => {
    session.respond(pdu, { message_id: 'm1' })
    const receipt = buildReceipt({ id: 'm1', message_state: messageState.DELIVERED, submitMs: 0, doneMs: 0 })
    await session.send({ command: 'deliver_sm', ...receipt })
    await listener.close()
  },
})
const session = await connect({
  host: '127.0.0.1',
  port: listener.port,
  bind: { mode: 'transceiver', system_id: 'esme', password: 'secret' },
  onRequest: (pdu, session) => {
    if (pdu.command === 'deliver_sm') console.log('receipt', parseReceipt(pdu)?.stat)
    session.respond(pdu, {})
  },
})
const response = await session.send({ command: 'submit_sm', destination_addr: '255712345678', short_message: Buffer.from('Hi') })
console.log(response.command, response.command === 'submit_sm_resp' && response.message_id)
`

test('the tarball works in plain JavaScript and its types in TypeScript', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-smpp-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const run = (cwd: string, command: string, ...args: string[]) =>
    execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
        npm_config_offline: 'true',
        npm_config_update_notifier: 'false',
      },
    })

  // Packed from a copy: packing changes package.json for its while, which others may be reading.
  const copy = join(folder, 'workspace', 'smpp')
  cpSync(packageFolder, copy, { recursive: true, filter: (path) => !/[\\/](dist|node_modules)$/.test(path) })
  cpSync(join(root, 'tsconfig.json'), join(folder, 'workspace', 'tsconfig.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'workspace', 'node_modules'), 'junction')
  const before = readFileSync(join(copy, 'package.json'), 'utf8')
  run(copy, 'npm', 'pack', '--pack-destination', folder)
  assert.equal(readFileSync(join(copy, 'package.json'), 'utf8'), before)

  const project = join(folder, 'project')
  const installed = join(project, 'node_modules', '@njiwa', 'smpp')
  mkdirSync(installed, { recursive: true })
  run(folder, 'tar', '-xzf', 'njiwa-smpp-0.1.0.tgz', '-C', installed, '--strip-components=1')
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  assert.deepEqual(manifest.dependencies, undefined)

  writeFileSync(join(project, 'consumer.mjs'), consumer)
  const lines = run(project, 'node', 'consumer.mjs').trim().split('\n')
  assert.deepEqual(lines.sort(), ['receipt DELIVRD', 'submit_sm_resp m1'])

  // With the declarations checked as well, and one mistake they have to see.
  const mistake = "// @ts-expect-error\nvoid session.send({ command: 'submit_sm', message_id: 'x' })\n"
  writeFileSync(join(project, 'consumer.mts'), consumer + mistake)
  symlinkSync(join(root, 'node_modules', '@types'), join(project, 'node_modules', '@types'), 'junction')
  const options = '--noEmit --strict --module nodenext --target es2022 --types node'
  run(project, 'tsc', ...options.split(' '), 'consumer.mts')
})
