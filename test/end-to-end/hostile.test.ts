// Malformed calls of every dialect, made from its own schemas: each is answered as the dialect words its errors, none as a
// fault of ours, and the book stays as it was. `npm run test:hostile` makes 10,000 for each, and looks for stalls.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { verify } from '../../server/src/pipeline/verify.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { type Vendors, vendorsOf } from '../harness/vendors.ts'
import { CANARY } from '../hostile/poison.ts'
import { storm, type Target } from '../hostile/storm.ts'

const COUNT = Number(process.env.NJIWA_HOSTILE_INPUTS ?? 500)
const SEED = Number(process.env.NJIWA_HOSTILE_SEED ?? 1)
/** The long command alone looks for stalls: here other tests share the machine. */
const STALL_MS_MAX = process.env.NJIWA_HOSTILE_INPUTS === undefined ? Number.POSITIVE_INFINITY : 200

const CLI = resolve(import.meta.dirname, '../../cli/src/main.ts')
const execute = promisify(execFile)

type Keys = { [name: string]: string }
type Demo = Record<string, Keys & { empty: Keys }>

suite('malformed calls', { timeout: 1_800_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let vendors: Vendors
  let owner: pg.Client
  let targets: Record<Target['name'], Target>

  before(async () => {
    const preload = pathToFileURL(join(import.meta.dirname, '../hostile/stalls.ts')).href
    server = await startServer(
      { after: (end) => void ends.push(end) },
      { env: { NODE_OPTIONS: `--import=${preload}` } },
    )
    vendors = vendorsOf(server)
    owner = new pg.Client(server.database.ownerUrl)
    await owner.connect()
    const tokens = await native(vendors) // before the demo: a vendor is of the first rate plan
    const env = { PATH: process.env.PATH, NJIWA_URL: server.url, NJIWA_OPERATOR_TOKEN: server.operatorToken }
    const { stdout } = await execute(process.execPath, [CLI, 'demo', '--json'], { env })
    targets = targetsOf(JSON.parse(stdout).dialects, tokens)
  })
  after(async () => {
    await owner.end()
    await vendors.close()
    for (const end of ends) await end()
  })

  for (const name of ['megasms', 'msgine', 'esms', 'wasambazie', 'smsbox', 'native'] as const) {
    test(`${name}: ${COUNT} of them`, async (t) => {
      const book = await bookOf(owner)
      let heard = server.output().length
      const stalls: string[] = []
      const { answered, faults } = await storm(server.url, targets[name], {
        count: COUNT,
        seed: SEED,
        told(from, found) {
          const said = server.output().slice(heard)
          heard += said.length
          for (const fault of found) console.error(`${name} from ${from}: ${fault}`)
          for (const stall of stallsIn(said)) stalls.push(`${stall} from ${from}`)
        },
      })
      t.diagnostic(
        [...answered]
          .sort(([a], [b]) => a - b)
          .map(([status, times]) => `${status}: ${times}`)
          .join(', '),
      )
      for (const stall of stalls) t.diagnostic(stall)
      assert.equal(faults.length, 0, faults[0])
      assert.deepEqual(
        stalls.filter((stall) => Number(/(\d+) ms of work/.exec(stall)?.[1]) > STALL_MS_MAX),
        [],
      )
      assert.deepEqual(await bookOf(owner), book, 'the book is as it was')
    })
  }

  test('the server lives, its book holds, and nothing of what was sent is in its log', async () => {
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
    assert.equal(server.output().split('"msg":"listening"').length, 2, 'it was started once')
    assert.deepEqual((await verify(vendors.setup.database)).breaches, [])
    assert.ok(!server.output().includes(CANARY))
  })
})

/** All that money and messages consist of. */
async function bookOf(owner: pg.Client): Promise<unknown> {
  const { rows } = await owner.query(`select
    (select json_agg(w order by account_id) from wallets w) as wallets,
    (select count(*) from transfers) as transfers,
    (select count(*) from requests) as requests,
    (select count(*) from messages) as messages`)
  return rows
}

function stallsIn(output: string): string[] {
  return output.match(/stall of \d+ ms, \d+ ms of work/g) ?? []
}

async function native({ vendor }: Vendors): Promise<{ funded: string; empty: string }> {
  const permissions = ['messages:send', 'messages:read', 'balance:read', 'account:read', 'account:write']
  const [funded, empty] = [await vendor(1000), await vendor(0)]
  const input = { dialect: 'native', permissions }
  return { funded: await funded.token(input), empty: await empty.token(input) }
}

function targetsOf(demo: Demo, nativeTokens: { funded: string; empty: string }): Record<Target['name'], Target> {
  const { megasms, msgine, esms, wasambazie, smsbox } = demo as Record<string, Keys & { empty: Keys }>
  const bearer = (token = ''): [string, string][] => [['authorization', `Bearer ${token}`]]
  const tokens = (keys: Keys | undefined) => ({ funded: bearer(keys?.token), empty: bearer(keys?.emptyToken) })
  const pair = ({ publicKey = '', secretKey = '' }: Keys = {}): [string, string][] => [
    ['x-api-public-key', publicKey],
    ['x-api-secret-key', secretKey],
  ]
  const basic = ({ apiKey, apiSecret }: Keys = {}): [string, string][] => [
    ['authorization', `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`],
  ]
  return {
    megasms: { name: 'megasms', prefix: '/megasms', send: '/api/v1/messages', credentials: tokens(megasms) },
    msgine: { name: 'msgine', prefix: '/msgine', send: '/api/v1/messages/sms', credentials: tokens(msgine) },
    esms: { name: 'esms', prefix: '/esms', send: '/api/messages/send', credentials: tokens(esms) },
    wasambazie: {
      name: 'wasambazie',
      prefix: '/wasambazie',
      send: '/v1/sms/send',
      credentials: { funded: pair(wasambazie), empty: pair(wasambazie?.empty) },
    },
    smsbox: {
      name: 'smsbox',
      prefix: '/smsbox',
      send: '/api/sms/v1/send_sms',
      credentials: { funded: basic(smsbox), empty: basic(smsbox?.empty) },
    },
    native: {
      name: 'native',
      prefix: '/v1',
      send: '/requests',
      credentials: { funded: bearer(nativeTokens.funded), empty: bearer(nativeTokens.empty) },
      without: /^\/operator/, // staff are believed; a customer's token is unknown there
    },
  }
}
