// Every command of the guides does what it is there for: the `sh` blocks of each are run in the order they are read, on one
// installation. `console` blocks are what a reader adapts: a start, a backup, a host of their own.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { SmppConfig } from '../../server/src/carriers/smpp/config.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { webhookSink } from '../harness/webhook-sink.ts'
import { documents, linksIn } from './documents.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const CLI = join(ROOT, 'cli/src/main.ts')
// A guide takes from those before it: an account, its token.
const GUIDES = ['start', 'guides/operate', 'guides/send', 'guides/webhooks', 'guides/schedule', 'guides/two-way']
const LAST = ['guides/move-from-a-provider', 'guides/carriers']

const text = (guide: string): string => readFileSync(join(ROOT, `docs/${guide}.md`), 'utf8')

suite('the commands of the guides', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  const t = { after: (end: () => Promise<void>) => void ends.push(end) }
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-guides-'))
  const variables = join(folder, 'variables.sh')
  let server: TestServer
  let replaced: [string, string][]
  before(async () => {
    server = await startServer(t, { env: { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' } })
    const sink = await webhookSink(t)
    replaced = [
      ['npx --no-install njiwa', `'${process.execPath}' '${CLI}'`],
      ["alias njiwa='", 'njiwa() { '],
      ['http://127.0.0.1:8080', server.url],
      ['https://hooks.example.com', new URL(sink.url).origin],
      ['2785', String(await freePort())],
      ["kill '%?smsc'", 'kill "$!"'], // a script has no jobs by name
    ]
    symlinkSync(server.dataDir, join(folder, '.njiwa'))
    writeFileSync(variables, '')
  })
  after(async () => {
    for (const end of ends) await end()
    rmSync(folder, { recursive: true })
  })

  for (const guide of [...GUIDES, ...LAST]) {
    test(`docs/${guide}.md`, async () => {
      const blocks = [...text(guide).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1])
      assert.ok(blocks.length > 0, 'it has no command')
      const script = replaced.reduce((said, [from, to]) => said.replaceAll(from, to), blocks.join('\n'))
      const { status, output } = await shell(
        `set -eu\n${END}\n. '${variables}'\n${CURL}\n${script.replace(/^(njiwa\(\) \{ .*)'$/m, '$1 "$@"; }')}\nexport -p > '${variables}'\n`,
      )
      assert.equal(status, 0, output)
    })
  }

  function shell(script: string): Promise<{ status: number; output: string }> {
    const env = { PATH: process.env.PATH, HOME: folder, NJIWA_URL: server.url, NJIWA_DATA_DIR: server.dataDir }
    return new Promise((ended) => {
      execFile('sh', ['-c', script], { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) =>
        ended({ status: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}\n${stderr}` }),
      )
    })
  }
})

// What a guide leaves running ends with it, however it ends.
const END = `trap 'for job in $(jobs -p); do kill "$job" 2>/dev/null || true; done' EXIT`
// A refusal ends the guide.
const CURL = 'curl() { command curl --silent --show-error --fail-with-body "$@"; }'

test('the settings of a bind are all listed', () => {
  const table = text('guides/carriers').split('## Settings of a bind')[1] ?? ''
  const listed = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, names]) => [...(names ?? '').matchAll(/`(\w+)`/g)])
  assert.deepEqual(listed.map(([, name]) => name).sort(), Object.keys(SmppConfig.properties).sort())
})

for (const file of documents(ROOT)) {
  test(`every link of ${file} leads somewhere`, () => {
    for (const { link, target } of linksIn(ROOT, file)) assert.ok(existsSync(target), link)
  })
}

async function freePort(): Promise<number> {
  const holder = createServer()
  await new Promise<void>((listening) => holder.listen(0, '127.0.0.1', listening))
  const { port } = holder.address() as { port: number }
  await new Promise((closed) => holder.close(closed))
  return port
}
