// Wires everything below, by role: config, database, carriers, pipeline, dialects, listen. Imports all, imported by none.
import './tiering.ts'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startSandbox } from './carriers/sandbox/process.ts'
import { validateCarrierConfig } from './carriers/smpp/config.ts'
import { systemClock } from './clock.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import type { Dialect } from './dialects/dialect.ts'
import { esms } from './dialects/esms/index.ts'
import { megasms } from './dialects/megasms/index.ts'
import { msgine } from './dialects/msgine/index.ts'
import { native } from './dialects/native/index.ts'
import type { OperatorContext } from './dialects/native/operator/index.ts'
import { smsbox } from './dialects/smsbox/index.ts'
import { wasambazie } from './dialects/wasambazie/index.ts'
import { fleet } from './fleet.ts'
import { createApp } from './http/app.ts'
import { webhookKeys } from './keys.ts'
import { createLog, type Logger } from './log.ts'
import { mailBy } from './mail.ts'
import { metrics } from './metrics.ts'
import { pipeline } from './pipeline/pipeline.ts'
import { verify } from './pipeline/verify.ts'
import { portal } from './portal/index.ts'
import { fingerprint, type Keyring, openKeyring, opens } from './seal.ts'
import { writeOfDisabled } from './setup/endpoint-letters.ts'
import { firstStart } from './setup/first-start.ts'
import type { Setup } from './setup/setup.ts'
import { ensureOperatorToken } from './setup/staff-tokens.ts'
import { trafficDays } from './setup/traffic-days.ts'
import { unconfirmed } from './setup/unconfirmed.ts'
import { usage } from './setup/usage.ts'
import { type Database, isUnavailable, openDatabase } from './store/database.ts'
import { startEmbedded } from './store/embedded.ts'
import { migrate } from './store/migrate.ts'
import { readSetting, writeSetting } from './store/settings.ts'
import { judgeUrl } from './webhooks/address-guard.ts'
import { createPoster } from './webhooks/post.ts'
import { welcome } from './welcome.ts'

/** What is stopped, the last first. */
type Stop = (graceMs: number) => Promise<unknown>
const stops: Stop[] = []

const STOP_WITHIN_MS = 14_000 // of the 15 s that a stop may take
const TELLERS_GRACE_MS = 4_000

async function start(config: Config, log: Logger): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const { appUrl, ownerUrl, embedded } = await database(config, log)
  const applied = await migrate(ownerUrl)
  if (applied.length > 0) log.info({ migrations: applied }, 'the database is up to date')
  const open = (connectionsMax: number): Database =>
    openDatabase({
      url: appUrl,
      connectionsMax,
      onError: (error) => log.warn({ err: error }, 'a connection to the database was lost'),
    })
  // Whatever callers look up, messages go on; and whatever messages wait for, the node's lease is renewed.
  const steps = open(Math.ceil(config.databaseConnectionsMax / 2))
  const lease = open(1)
  const db = open(Math.floor(config.databaseConnectionsMax / 2) - 1)
  stops.push(() => Promise.all([steps.close(), lease.close(), db.close()]))

  const keyring = await keys(config, db)
  const ownSandbox = !config.sandbox && config.roles.has('dispatch') ? await startOwnSandbox(config, log) : null
  const poster = createPoster({
    allowPrivate: config.allowPrivateCallbacks,
    connectTimeoutMs: 5_000,
    totalTimeoutMs: 15_000,
  })
  stops.push(() => poster.close())
  const seen = usage({
    database: db,
    clock: systemClock,
    onError: (error) => log.warn({ err: error }, 'last uses were not kept'),
  })

  const carriers = fleet({
    knowledge: () => line.knowledge,
    events: () => line.events,
    keyring,
    sandbox: config.sandbox ?? ownSandbox,
    clock: systemClock,
    log,
  })
  const styles = new Map<string, NonNullable<Dialect['callback']>>()
  const line = pipeline({
    database: steps,
    reads: db,
    lease,
    carriers: carriers.carriers,
    styles,
    poster,
    keysOf: webhookKeys(keyring),
    clock: systemClock,
    chance: Math.random,
    log,
    alone: embedded,
    dispatches: config.roles.has('dispatch'),
    allowPrivateCallbacks: config.allowPrivateCallbacks,
    onRecorded: (message) => meters.recorded(message),
    onUsed: seen.noteUsed,
    onEndpointDisabled: (event) =>
      writeOfDisabled(setup, event).catch((error) => log.warn({ err: error }, 'an account was not written to')),
  })
  const meters = metrics({
    carriers: () => carriers.carriers.values(),
    dispatch: line.dispatcher.depth,
    webhooks: line.teller.depth,
  })

  const address = { url: '' } // known when it listens
  const { smtpUrl, mailFrom: from, publicUrl } = config
  const setup: Setup = {
    database: db,
    knowledge: line.knowledge,
    clock: systemClock,
    keyring,
    mail: mailBy({ smtpUrl, from, publicUrl, address: () => address.url, log }),
    judgeUrl: (url) => judgeUrl(url, { allowPrivate: config.allowPrivateCallbacks }),
    validateCarrierConfig: carrierConfig,
    webhookStyles: ['native', 'esms', 'wasambazie', 'smsbox'],
    inboundStyles: ['native', 'smsbox'],
    webhookBody: (style, event) => styles.get(style)?.body(event) ?? '',
  }
  await firstStart(setup)
  await ensureOperatorToken(setup, join(config.dataDir, 'operator-token'))

  const operator: OperatorContext = {
    setup,
    usage: seen,
    carrierStatus: carriers.standing,
    submitToCarrier: carriers.submit,
    waiting: () => line.dispatcher.depth().byRoute,
    verifyLedger: () => verify(db),
    sandboxInbound: ownSandbox?.inbound ?? null,
  }
  const dialects = [megasms, msgine(setup), esms, wasambazie, smsbox(setup), native(operator)]
  for (const dialect of dialects) if (dialect.callback) styles.set(dialect.name, dialect.callback)

  const days = trafficDays({ database: db, clock: systemClock, log })
  const signUps = unconfirmed({ setup, log })
  if (config.roles.has('dispatch')) for (const job of [days, signUps]) job.start()
  stops.push(
    () => days.stop(),
    () => signUps.stop(),
  )
  seen.start()
  stops.push(() => seen.stop())
  await line.start()
  // An SMSC counts its binds, and what came in by ours nobody here would serve.
  if (config.roles.has('dispatch')) await carriers.start()
  stops.push((graceMs) => carriers.stop(Math.min(graceMs, 2_000)))
  stops.push((graceMs) => line.stop(Math.min(graceMs, TELLERS_GRACE_MS)))
  if (config.roles.has('api')) address.url = await listen({ config, log, operator, dialects, line, meters, db })
}

async function database(config: Config, log: Logger): Promise<{ appUrl: string; ownerUrl: string; embedded: boolean }> {
  if (config.databaseUrl) return { appUrl: config.databaseUrl, ownerUrl: config.databaseUrl, embedded: false }
  const postgres = await startEmbedded({ dataDir: config.dataDir, log }).catch((error) => {
    throw new ConfigError(error.message) // it is meant for whoever started the server
  })
  stops.push(() => postgres.stop())
  return { ...postgres, embedded: true }
}

/** The keys that seal secrets; nodes of one database share them, and a start with others is refused. */
async function keys(config: Config, db: Database): Promise<Keyring> {
  const keyring = openKeyring(config.keyFile, { create: true })
  const known = await db.transaction('all', async (tx) => {
    const known = await readSetting<string>(tx, 'key_fingerprint')
    if (known === null) await writeSetting(tx, 'key_fingerprint', fingerprint(keyring))
    return known
  })
  if (known !== null && !opens(keyring, known)) {
    throw new ConfigError(
      `The key file ${config.keyFile} is not the one that this database's secrets are sealed with: set NJIWA_KEY_FILE to that one`,
    )
  }
  return keyring
}

async function startOwnSandbox(config: Config, log: Logger) {
  const sandbox = await startSandbox({
    journalFile: join(config.dataDir, 'sandbox.journal'),
    delayMs: config.sandboxDelayMs,
    nodePath: process.execPath,
    log,
  })
  stops.push(() => sandbox.stop())
  return sandbox
}

function carrierConfig(kind: string, config: Record<string, unknown>): ReturnType<Setup['validateCarrierConfig']> {
  if (kind === 'sandbox') return { ok: true, value: {} }
  const judged = validateCarrierConfig(config)
  return judged.ok ? judged : { ok: false, error: { code: 'field_invalid', message: judged.error } }
}

async function listen(parts: {
  config: Config
  log: Logger
  operator: OperatorContext
  dialects: Dialect[]
  line: ReturnType<typeof pipeline>
  meters: ReturnType<typeof metrics>
  db: Database
}): Promise<string> {
  const { config, log, operator, dialects, line, meters, db } = parts
  const app = createApp({
    platform: line.platform,
    dialects,
    portal: portal({ platform: line.platform, operator, accounts: line.knowledge, log, isUnavailable }),
    hosts: config.hosts,
    trustedProxies: config.trustedProxies,
    log,
    isUnavailable,
    ready: () => db.ping(),
    metrics: meters.text,
  })
  await app.listen({ host: config.host, port: config.port }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new ConfigError(`Port ${config.port} on ${config.host} is taken: stop what uses it, or set PORT to another`)
  })
  stops.push((graceMs) => Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, graceMs * 0.6))]))
  const { port } = app.server.address() as AddressInfo
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const addressFile = join(config.dataDir, 'address')
  writeFileSync(addressFile, `${url}\n`)
  stops.push(async () => rmSync(addressFile, { force: true }))
  log.info({ url, pid: process.pid }, 'listening')
  process.stderr.write(welcome(config, url))
  return url
}

let stopping: Promise<void> | null = null
function stop(log: Logger, code: number): Promise<void> {
  stopping ??= (async () => {
    const deadline = performance.now() + STOP_WITHIN_MS
    for (const each of stops.reverse()) {
      await each(Math.max(0, deadline - performance.now())).catch((error) => log.error({ err: error }, 'stopping'))
    }
    log.info('stopped')
    process.exit(code)
  })()
  return stopping
}

const isConfig = (error: unknown): error is Error => error instanceof ConfigError
try {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(log, 0))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody waited for'))
  if (process.argv[2] === 'migrate') {
    if (!config.databaseUrl)
      throw new ConfigError('DATABASE_URL is not set: the embedded database migrates at its start')
    const applied = await migrate(config.databaseUrl)
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to do: the schema is up to date')
    process.exit(0)
  }
  await start(config, log).catch(async (error) => {
    console.error(isConfig(error) ? error.message : error)
    await stop(log, 1)
  })
} catch (error) {
  console.error(isConfig(error) ? error.message : error)
  process.exit(1)
}
