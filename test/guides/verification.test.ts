// The functions of docs/reference/webhooks.md know a webhook of ours from any other: run on the server's own signatures, in
// Node, and in Python and PHP where they are.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, suite, test } from 'node:test'
import { newWebhookSecret, signWebhook, webhookKey } from '../../server/src/webhooks/sign.ts'
import { runtimes } from '../harness/runtimes.ts'

const page = readFileSync(resolve(import.meta.dirname, '../../docs/reference/webhooks.md'), 'utf8')
const secret = newWebhookSecret()
const next = newWebhookSecret()
const body = '{"type":"message.delivered","data":{"to":"+255712345678","sender":"Duka «Juma»"}}'
const nowMs = Date.now()

type Webhook = { secret: string; headers: Record<string, string>; body: string }
const signed = (secrets: string[], atMs = nowMs): Webhook => ({
  secret,
  headers: { ...signWebhook(secrets.map(webhookKey), 'msg_1', atMs, body) },
  body,
})

const ROWS: [name: string, webhook: Webhook, isOurs: boolean][] = [
  ['ours', signed([secret]), true],
  ['while a secret is changed, with the old one', signed([next, secret]), true],
  ['of another secret', signed([next]), false],
  ['with another body', { ...signed([secret]), body: body.replace('delivered', 'failed') }, false],
  ['with another id', withHeader('webhook-id', 'msg_2'), false],
  ['four minutes old', signed([secret], nowMs - 240_000), true],
  ['six minutes old', signed([secret], nowMs - 360_000), false],
  ['six minutes ahead', signed([secret], nowMs + 360_000), false],
  ['at a time that is none', withHeader('webhook-timestamp', 'now'), false],
  ['with a signature cut short', withHeader('webhook-signature', 'v1,'), false],
  ['without headers', { ...signed([secret]), headers: {} }, false],
]

function withHeader(name: string, value: string): Webhook {
  const webhook = signed([secret])
  return { ...webhook, headers: { ...webhook.headers, [name]: value } }
}

// Reads the rows from a file, and prints what the function says of each.
const PROGRAMS: Record<string, { fence: string; file: string; driver: string }> = {
  node: {
    fence: 'js',
    file: 'verify.mjs',
    driver: `import { readFileSync } from 'node:fs'
const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'))
console.log(JSON.stringify(rows.map(({ secret, headers, body }) => isOurs(secret, headers, Buffer.from(body)))))`,
  },
  python: {
    fence: 'python',
    file: 'verify.py',
    driver: `import json, sys
rows = json.load(open(sys.argv[1], encoding="utf-8"))
print(json.dumps([is_ours(row["secret"], row["headers"], row["body"].encode()) for row in rows]))`,
  },
  php: {
    fence: 'php',
    file: 'verify.php',
    driver: `$rows = json_decode(file_get_contents($argv[1]), true);
echo json_encode(array_map(fn ($row) => isOurs($row['secret'], $row['headers'], $row['body']), $rows));`,
  },
}

suite('the functions that verify a webhook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-verify-'))
  after(() => rmSync(folder, { recursive: true }))
  const rows = join(folder, 'rows.json')
  writeFileSync(rows, JSON.stringify(ROWS.map(([, webhook]) => webhook)))

  for (const { language, command } of runtimes()) {
    test(language, () => {
      const { fence, file, driver } = PROGRAMS[language] as (typeof PROGRAMS)[string]
      const code = new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1]
      assert.ok(code, `the page has none in ${language}`)
      writeFileSync(join(folder, file), `${code}\n${driver}\n`)
      const said: boolean[] = JSON.parse(execFileSync(command, [join(folder, file), rows], { encoding: 'utf8' }))
      assert.deepEqual(
        ROWS.map(([name], index) => [name, said[index]]),
        ROWS.map(([name, , isOurs]) => [name, isOurs]),
      )
    })
  }
})
