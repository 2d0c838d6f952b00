// test/harness/installation.ts: an installation that faults are done to: a database, an SMSC that remembers every submit,
// an account with a webhook, and servers that come and go.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Simulator, type SimulatorOptions, startSimulator } from '@njiwa/smsc-simulator'
import pg from 'pg'
import { type Verdict, verify } from '../../server/src/pipeline/verify.ts'
import { openKeyring } from '../../server/src/seal.ts'
import { changeCarrier, createCarrier, listCarriers } from '../../server/src/setup/carriers.ts'
import { firstStart } from '../../server/src/setup/first-start.ts'
import { changeRoute, listRoutes, type RoutePatch } from '../../server/src/setup/routes.ts'
import { addWebhook } from '../../server/src/setup/webhook-endpoints.ts'
import { testDatabase } from './database.ts'
import { embeddedDatabase } from './embedded.ts'
import { type NodeProcess, startNode } from './node-process.ts'
import type { TestServer } from './server.ts'
import { value } from './setup.ts'
import { type Vendors, vendorsOf } from './vendors.ts'
import { type WebhookSink, webhookSink } from './webhook-sink.ts'

const OPERATOR = 'staff-token:test'

export type Installation = {
  accountId: string
  token: string
  units: number
  dataDir: string
  vendors: Vendors
  sink: WebhookSink
  /** The SMSC of each carrier, in the order of the route. */
  smscs: Smsc[]
  /** Another node; a second one shares the database and the key. */
  start(env?: Record<string, string>): Promise<NodeProcess>
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  verify(): Promise<Verdict>
  /** What nodes logged as a warning or worse. */
  warnings(): string[]
}

export type Smsc = {
  /** How often it took each recipient's message. */
  taken: Map<string, number>
  /** Recipients in the order of their submits, refused and dropped ones as well. */
  submits: string[]
  /** Resolves at that many submits, refused and dropped ones as well. */
  atSubmit(count: number): Promise<void>
  simulator: Simulator
  /** At once; a second time changes nothing. */
  stop(): Promise<void>
}

export type InstallationOptions = {
  units?: number
  /** On the PostgreSQL of the data folder, which then has one node at a time. */
  embedded?: boolean
  /** Of each carrier of the route to Tanzania, in order; `sandbox` leaves it to the sandbox carrier, with one SMSC. */
  smscs?: SimulatorOptions[] | 'sandbox'
  /** Instead of those: where SMSCs of the test's own listen. */
  ports?: number[]
  carrier?: Record<string, unknown>
  route?: RoutePatch
  sinkStatus?: (nth: number) => number
}

/** Everything there but a node. `t`: whoever says when it can go. */
export async function installation(
  t: { after(done: () => Promise<void>): void },
  options: InstallationOptions = {},
): Promise<Installation> {
  const { units = 10_000, smscs: simulators = [{}], carrier = {}, route = {} } = options
  const cleanup: (() => Promise<unknown>)[] = []
  const own = { after: (done: () => Promise<void>) => void cleanup.unshift(done) }
  t.after(async () => {
    for (const clean of cleanup) await clean()
  })
  const dataDir = mkdtempSync(join(tmpdir(), 'njiwa-faults-'))
  own.after(async () => rmSync(dataDir, { recursive: true, force: true }))
  const embedded = options.embedded ? await embeddedDatabase(own, dataDir) : null
  const database = embedded ?? (await testDatabase(own))
  openKeyring(join(dataDir, 'key'), { create: true })
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  pool.on('error', () => {}) // tests kill PostgreSQL
  own.after(() => pool.end())
  const vendors = vendorsOf({ database, dataDir } as TestServer)
  own.after(() => vendors.close())
  const { setup } = vendors
  await firstStart(setup)

  const smscs: Smsc[] = []
  for (const given of options.ports ? [] : simulators === 'sandbox' ? [{}] : simulators) {
    const smsc = await startSmsc(given)
    own.after(smsc.stop)
    smscs.push(smsc)
  }
  const carrierIds: string[] = []
  const ports = options.ports ?? (simulators === 'sandbox' ? [] : smscs.map(({ simulator }) => simulator.port))
  for (const [index, port] of ports.entries()) {
    const name = `smsc ${index + 1}`
    const config = { ...CARRIER, port, ...carrier }
    const made = await createCarrier(setup, OPERATOR, { name, kind: 'smpp', config, secret: 'secret' })
    carrierIds.push(value(made).id)
  }
  if (simulators !== 'sandbox') {
    const [sandbox] = await listCarriers(setup) // by name: ours are in small letters
    value(await changeCarrier(setup, OPERATOR, sandbox?.id ?? '', { paused: true }))
  }
  const tanzania = (await listRoutes(setup, null, 20)).find(({ code }) => code === 'ESMS_TZ') as { id: string }
  const patch = { ...(carrierIds.length > 0 && { carrierIds }), ...route }
  value(await changeRoute(setup, OPERATOR, tanzania.id, patch))

  const sink = await webhookSink(own, options.sinkStatus)
  const vendor = await vendors.vendor(units)
  value(await addWebhook(setup, OPERATOR, vendor.accountId, { url: sink.url, style: 'native' }))
  const token = await vendor.token()
  await embedded?.stop()
  const nodes: NodeProcess[] = []
  return {
    accountId: vendor.accountId,
    token,
    dataDir,
    units,
    vendors,
    sink,
    smscs,
    async start(env = {}) {
      const node = await startNode(own, {
        ...(!embedded && { DATABASE_URL: database.ownerUrl }),
        NJIWA_DATA_DIR: dataDir,
        NJIWA_ALLOW_PRIVATE_CALLBACKS: '1',
        NJIWA_DATABASE_CONNECTIONS: '6', // many nodes share the tests' PostgreSQL
        NJIWA_SANDBOX: `smpp://127.0.0.1:${smscs[0]?.simulator.port ?? options.ports?.[0]}`,
        ...env,
      })
      nodes.push(node)
      return node
    },
    warnings: () =>
      nodes.flatMap((node) =>
        node
          .output()
          .split('\n')
          .filter((line) => /"level":[456]0/.test(line)),
      ),
    sql: async (text, values) => (await pool.query(text, values)).rows as never,
    verify: () => verify(setup.database),
  }
}

export const WINDOW = 10

const CARRIER = {
  host: '127.0.0.1',
  systemId: 'njiwa',
  window: WINDOW,
  responseMs: 5000,
  reconnectMinMs: 100,
  reconnectMaxMs: 500,
}

export async function startSmsc(options: SimulatorOptions = {}): Promise<Smsc> {
  const taken = new Map<string, number>()
  const submits: string[] = []
  const wanted = new Map<number, () => void>()
  let stopped: Promise<void> | undefined
  const simulator = await startSimulator({
    delayMs: 20,
    onSubmit({ to, outcome }) {
      submits.push(to)
      if (outcome.answer === 'take') taken.set(to, (taken.get(to) ?? 0) + 1)
      wanted.get(submits.length)?.()
    },
    ...options,
  })
  return {
    taken,
    submits,
    atSubmit: (count) =>
      submits.length >= count ? Promise.resolve() : new Promise((resolve) => wanted.set(count, resolve)),
    simulator,
    stop: () => {
      stopped ??= simulator.stop()
      return stopped
    },
  }
}
