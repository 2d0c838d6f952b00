// Every example runs: each client sends and sees its message end well and badly, each receiver takes our webhooks alone.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { newWebhookSecret, signWebhook, webhookKey } from '../server/src/webhooks/sign.ts'
import { runtimes } from '../test/harness/runtimes.ts'
import { until } from '../test/harness/until.ts'
import { type Reader, readersServer } from '../test/reference/readers.ts'

const EXTENSIONS: Record<string, string> = { node: 'mjs', python: 'py', php: 'php' }
// A number of each API's own countries, without the four digits that say what becomes of the message.
const NUMBERS: Record<string, string> = {
  megasms: '25571234',
  msgine: '+25670152',
  esms: '+25471234',
  wasambazie: '+25571234',
  smsbox: '+2268716',
  native: '+25471234',
}

suite('the clients', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let reader: Reader
  before(async () => {
    reader = await readersServer({ after: (end) => void ends.push(end) })
  })
  after(async () => {
    for (const end of ends) await end()
  })

  for (const [name, digits] of Object.entries(NUMBERS)) {
    for (const { language, command } of runtimes()) {
      test(`${name} in ${language}`, async () => {
        const file = join(import.meta.dirname, name, `send.${EXTENSIONS[language]}`)
        const delivered = await run(command, [file, `${digits}5678`, "Café d'Asha"], name)
        assert.deepEqual([delivered.code, /\bdelivered$/i.test(delivered.output)], [0, true], delivered.output)
        const failed = await run(command, [file, `${digits}0002`], name)
        assert.deepEqual([failed.code, / (failed|undelivered)$/i.test(failed.output)], [1, true], failed.output)
      })
    }
  }

  function run(command: string, args: string[], name: string): Promise<{ code: number; output: string }> {
    const owner = name === 'native' ? 'njiwa' : name
    const secrets = Object.entries(reader.secrets[name] as object).map(([variable, secret]) => [
      `${owner}_${variable}`.toUpperCase(),
      secret,
    ])
    const env = { PATH: process.env.PATH, NJIWA_URL: reader.server.url, ...Object.fromEntries(secrets) }
    return new Promise((ended) => {
      execFile(command, args, { env, timeout: 30_000 }, (error, stdout, stderr) =>
        ended({ code: error === null ? 0 : Number(error.code ?? -1), output: (stdout + stderr).trim() }),
      )
    })
  }
})

suite('the receivers', { timeout: 60_000 }, () => {
  const secret = newWebhookSecret()
  const body = '{"type":"message.delivered"}'
  const running: ChildProcess[] = []
  after(() => {
    for (const each of running) each.kill('SIGKILL')
  })

  for (const { language, command } of runtimes()) {
    test(language, async () => {
      const port = await freePort()
      const file = join(import.meta.dirname, 'webhook-receiver', `receiver.${EXTENSIONS[language]}`)
      const args = language === 'php' ? ['-S', `127.0.0.1:${port}`, file] : [file]
      const env = { PATH: process.env.PATH, WEBHOOK_SECRET: secret, PORT: String(port) }
      const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
      running.push(child)
      let printed = ''
      child.stdout.on('data', (text) => {
        printed += text
      })
      const url = `http://127.0.0.1:${port}`
      await until(async () =>
        fetch(url, { method: 'POST' }).then(
          ({ status }) => status === 401,
          () => false,
        ),
      )

      const headers = { ...signWebhook([webhookKey(secret)], 'msg_1', Date.now(), body) }
      const post = async (sent: string) => (await fetch(url, { method: 'POST', headers, body: sent })).status
      assert.deepEqual([await post(body), await post(body.replace('delivered', 'failed'))], [204, 401])
      await until(() => printed.includes(body))
      assert.ok(!printed.includes('failed'))
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
  }
})

async function freePort(): Promise<number> {
  const holder = createServer()
  await new Promise<void>((listening) => holder.listen(0, '127.0.0.1', listening))
  const { port } = holder.address() as { port: number }
  await new Promise((closed) => holder.close(closed))
  return port
}
