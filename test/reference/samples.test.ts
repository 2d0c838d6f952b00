// Every sample of the published APIs' pages, and of our own that sends and reads, does what it says: copied from the page,
// given the reader's secrets and the ids that the answers before it gave, and run.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { type Call, callsByTag, type OpenApi } from '../../server/src/http/reference/document.ts'
import { idsIn } from '../../server/src/http/reference/ids.ts'
import { referencesOf } from '../../server/src/http/reference/references.ts'
import { sampleOf } from '../../server/src/http/reference/samples/sample.ts'
import { runtimes } from '../harness/runtimes.ts'
import { until } from '../harness/until.ts'
import { type Reader, readersServer } from './readers.ts'

const NAMES = ['megasms', 'msgine', 'esms', 'wasambazie', 'smsbox', 'native']
// Of our own API the calls that send, read and count; all of them are in its collection, and run from there.
const OF_NATIVE = /^(Requests|Messages|Money)$/

// Of a message that is not failed there is no retry; of our own calls some want what waits for its time.
const REFUSED = (name: string, { method, path }: Call, status: number): boolean =>
  name === 'native'
    ? [404, 409].includes(status)
    : `${method} ${path} ${status}` === 'POST /esms/api/messages/{id}/retry 409'

suite('the samples of the reference', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-samples-'))
  const ends: (() => Promise<void>)[] = []
  let reader: Reader
  before(async () => {
    reader = await readersServer({ after: (end) => void ends.push(end) })
  })
  after(async () => {
    for (const end of ends) await end()
    rmSync(folder, { recursive: true })
  })

  const languages = [{ language: 'curl', command: 'sh' }, ...runtimes()]
  for (const name of NAMES) {
    for (const { language, command } of languages) {
      test(`${name} in ${language}`, async () => {
        const { url } = reader.server
        const page = await (await fetch(`${url}/docs/${name}`)).text()
        const document = await documentOf(url, name)
        const ids: Record<string, string> = {}
        for (const call of callsOf(document, name)) {
          const sample = sampleOf(document, name, call)
          let code = codeIn(page, `${call.id}-${language}`)
          assert.ok(code.length > 0 && code.includes(url), `${call.id} has no sample in ${language}`)
          for (const variable of sample.variables)
            code = code.replace(variable.example, ids[variable.name] ?? variable.example)
          // Each language asks for a sender, and makes a template or a purchase, of its own.
          code = code.replace('DUKA', `DUKA ${language}`)
          const secrets = reader.secrets[name] as Record<string, string>
          const run = () => answerOf({ command, folder, code, name, secrets })
          // A batch's report is there once the batch is done with.
          const { status, body } = await until(async () => {
            const answer = await run()
            return answer.status === 404 && name === 'wasambazie' ? false : answer
          })
          const isDone = status >= 200 && status < 300
          assert.ok(isDone || REFUSED(name, call, status), `${call.method} ${call.path}: ${status} ${body}`)
          if (!isDone || body === '') continue
          for (const [id, at] of Object.entries(idsIn(document, call)))
            ids[id] = runInNewContext(at, { body: JSON.parse(body) }) ?? ids[id]
        }
      })
    }
  }
})

async function documentOf(url: string, name: string): Promise<OpenApi> {
  const path = name === 'native' ? '/v1/openapi.json' : `/${name}/openapi.json`
  const whole = (await (await fetch(url + path)).json()) as OpenApi
  return new Map(referencesOf(name, whole)).get(name) as OpenApi
}

function callsOf(document: OpenApi, name: string): Call[] {
  const groups = [...callsByTag(document)].filter(([tag]) => name !== 'native' || OF_NATIVE.test(tag))
  return groups.flatMap(([, calls]) => calls)
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** The first code in that panel, as the reader's clipboard would have it. */
function codeIn(page: string, panel: string): string {
  const from = page.indexOf(` id="${panel}"`)
  const start = page.indexOf('<code>', from) + '<code>'.length
  const markup = page.slice(start, page.indexOf('</code>', start))
  return from === -1
    ? ''
    : markup.replaceAll(/<[^>]+>/g, '').replaceAll(/&#?\w+;/g, (entity) => ENTITIES[entity] ?? entity)
}

type Trial = { command: string; folder: string; code: string; name: string; secrets: Record<string, string> }

/** A program prints status and body; of curl we ask for the status after the body. */
async function answerOf({ command, folder, code, name, secrets }: Trial): Promise<{ status: number; body: string }> {
  const isShell = command === 'sh'
  const file = join(folder, isShell ? 'sample.sh' : command.includes('php') ? 'sample.php' : 'sample.mjs')
  const env: Record<string, string> = { PATH: process.env.PATH ?? '' }
  let text = code
  for (const [variable, secret] of Object.entries(secrets)) {
    const owner = name === 'native' ? 'njiwa' : name
    env[`${owner}_${variable}`.toUpperCase()] = secret
    text = text.replaceAll(new RegExp(`\\w+_your_${variable}\\b`, 'g'), secret)
  }
  writeFileSync(file, isShell ? `${text} -sS -w '\\n%{http_code}'\n` : text)
  const printed = await new Promise<string>((resolve, reject) => {
    execFile(command, [file], { env, timeout: 30_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${stderr}\n${text}`)) : resolve(stdout.trimEnd()),
    )
  })
  const [, first = '', rest = ''] = (isShell ? /^([\s\S]*)\n(\d{3})$/ : /^(\d{3}) ?([\s\S]*)$/).exec(printed) ?? []
  return isShell ? { status: Number(rest), body: first } : { status: Number(first), body: rest }
}
