// A stranger's first five minutes: clone, npm start, njiwa demo, the quickstart of the MegaSMS document, a delivered message.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { setInterval } from 'node:timers/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const repository = resolve(import.meta.dirname, '../..')
// The whole way, with packages from the registry, takes a minute and the network; else the packages of this clone serve.
const installs = process.env.NJIWA_NEWCOMER_INSTALL === '1'

test('a fresh clone delivers a message', { timeout: 300_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-newcomer-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const clone = join(folder, 'njiwa')
  await execute('git', ['clone', '--quiet', '--no-hardlinks', repository, clone])
  if (!installs) lendPackages(clone)

  const dataDir = join(folder, 'data')
  const env = { ...strangersEnv(), NJIWA_DATA_DIR: dataDir, PORT: '0', NJIWA_SMPP_PORT: '0', NJIWA_SMPP_TLS_PORT: '0' }
  const server = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  t.after(() => kill(server, 'SIGKILL'))
  const output = collect(server)
  const exited = once(server, 'exit')
  await Promise.race([ready(dataDir), exited.then(() => assert.fail(`npm start ended:\n${output.all}`))])

  const { stdout } = await execute('npx', ['--no-install', 'njiwa', 'demo', '--json'], { cwd: clone, env })
  const said = output.all.split('\n').filter((line) => line.startsWith('njiwa: '))
  assert.ok(
    said.includes(`njiwa: the portal is at ${readFileSync(join(dataDir, 'address'), 'utf8').trim()}`),
    output.all,
  )
  assert.ok(said.some((line) => line.endsWith('npx --no-install njiwa demo')))
  const other = output.all.split('\n').filter((line) => !/^(njiwa: |\{"level":|$)/.test(line))
  assert.ok(other.length < 10, `beside the log and what is said to people:\n${other.join('\n')}`)

  const { megasms } = JSON.parse(stdout).dialects
  assert.equal(megasms.balance, 1000)

  const { url, ...init } = quickstart(megasms)
  const sent = await answer(url, init)
  assert.equal(sent.success, true)
  assert.equal(sent.data.balance, 999)

  const headers = { authorization: `Bearer ${megasms.token}` }
  await until(async () => {
    const { data } = await answer(`${url}/${sent.data.request_id}`, { headers })
    return data.messages[0]?.status === 'delivered'
  })
  const { data } = await answer(`${megasms.baseUrl}/api/v1/balance`, { headers })
  assert.deepEqual(data, { balance: 999, rate_per_segment: 25, currency: 'TZS' })

  kill(server, 'SIGTERM')
  assert.deepEqual(await exited, [0, null], output.all)
  assert.match(output.stdout.trimEnd().split('\n').at(-1) as string, /\bstopped\b/)
})

/** The packages as links to ours, but the workspaces, whose links are relative, as the clone's own. */
function lendPackages(clone: string): void {
  const from = join(repository, 'node_modules')
  const to = join(clone, 'node_modules')
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const own = entry.isSymbolicLink() || ['@njiwa', '.bin'].includes(entry.name)
    if (own) cpSync(join(from, entry.name), join(to, entry.name), { recursive: true, verbatimSymlinks: true })
    else symlinkSync(join(from, entry.name), join(to, entry.name))
  }
}

/** Nothing of what the test runner or a developer has set. */
function strangersEnv(): NodeJS.ProcessEnv {
  const ours = /^(NJIWA_|NODE_|npm_|DATABASE_URL$|HOST$|PORT$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

async function ready(dataDir: string): Promise<void> {
  const file = join(dataDir, 'address')
  await until(async () => {
    if (!existsSync(file)) return false
    return (await fetch(`${readFileSync(file, 'utf8').trim()}/readyz`)).ok
  })
}

/** The request as the document prints it, with the host and the token replaced. */
function quickstart({ baseUrl, token }: { baseUrl: string; token: string }): RequestInit & { url: string } {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/megasms-quickstart.sh'), 'utf8')
    .replace('https://megasms.co.tz', baseUrl)
    .replace('ms_live_your_token_here', token)
  const [, method, url] = /^curl -X (\w+) "([^"]+)"/.exec(text) as string[]
  const [, body] = /-d '([^']+)'/.exec(text) as string[]
  const headers = [...text.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(
    ([, name, value]) => [name, value] as [string, string],
  )
  return { url: url as string, method, headers, body }
}

async function answer(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  const body = (await response.json()) as Answer
  assert.equal(response.status, 200, JSON.stringify(body))
  return body
}

interface Answer {
  success: boolean
  data: { balance: number; request_id: string; messages: { status: string }[] }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for await (const _ of setInterval(100)) if (await holds()) return
}

function collect(child: ChildProcess): { stdout: string; all: string } {
  const output = { stdout: '', all: '' }
  child.stdout?.on('data', (text) => {
    output.stdout += text
    output.all += text
  })
  child.stderr?.on('data', (text) => {
    output.all += text
  })
  return output
}

/** The whole group, as Ctrl-C in a terminal does. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid as number), signal)
  } catch {
    // It has gone by itself.
  }
}
