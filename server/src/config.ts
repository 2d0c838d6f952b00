// The settings of an installation, from the environment. docs/reference/configuration.md lists what is here.
import { resolve } from 'node:path'

export type Config = {
  host: string
  port: number
  dataDir: string
  keyFile: string
  /** The operator's own PostgreSQL; null starts the embedded one. */
  databaseUrl: string | null
  databaseConnectionsMax: number
  allowPrivateCallbacks: boolean
  sandboxDelayMs: number
  /** A sandbox that is running already; null starts one. */
  sandbox: { host: string; port: number } | null
  /** Host name → dialect that is served at its root. */
  hosts: ReadonlyMap<string, string>
  trustedProxies: string[]
  /** Where people reach the portal; null is where this server listens. */
  publicUrl: string | null
  /** What sends mail; null sends none. */
  smtpUrl: string | null
  mailFrom: string
  logLevel: string
  roles: ReadonlySet<Role>
}

const ROLES = ['api', 'dispatch'] as const
export type Role = (typeof ROLES)[number]

/** A setting that cannot be used: said to whoever starts the server, in words. */
export class ConfigError extends Error {}

const REPOSITORY = resolve(import.meta.dirname, '../..')
export const DATA_DIR_DEFAULT = resolve(REPOSITORY, '.njiwa')

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const dataDir = resolve(REPOSITORY, env.NJIWA_DATA_DIR ?? DATA_DIR_DEFAULT)
  return {
    host: env.HOST ?? '127.0.0.1',
    port: integer(env, 'PORT', 8080, 0, 65_535),
    dataDir,
    keyFile: env.NJIWA_KEY_FILE ? resolve(REPOSITORY, env.NJIWA_KEY_FILE) : resolve(dataDir, 'key'),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseConnectionsMax: integer(env, 'NJIWA_DATABASE_CONNECTIONS', 12, 4, 1000),
    allowPrivateCallbacks: env.NJIWA_ALLOW_PRIVATE_CALLBACKS === '1',
    sandboxDelayMs: integer(env, 'NJIWA_SANDBOX_DELAY_MS', 1000, 0, 3_600_000),
    sandbox: env.NJIWA_SANDBOX ? sandboxAddress(env.NJIWA_SANDBOX) : null,
    hosts: hostMap(env.NJIWA_HOSTS ?? ''),
    trustedProxies: list(env.NJIWA_TRUSTED_PROXIES ?? ''),
    ...mail(env),
    logLevel: env.NJIWA_LOG_LEVEL ?? 'info',
    roles: roleSet(env.NJIWA_ROLES ?? ROLES.join(',')),
  }
}

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new ConfigError(`${name} is "${text}": it takes a whole number from ${min} to ${max}`)
  }
  return value
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

function sandboxAddress(text: string): { host: string; port: number } {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'smpp:' || url.hostname === '' || url.port === '') {
    throw new ConfigError(`NJIWA_SANDBOX is "${text}": it takes smpp://host:port`)
  }
  return { host: url.hostname, port: Number(url.port) }
}

/** A mail is of use only with links to where its reader can go, and an address that it is from. */
function mail(env: NodeJS.ProcessEnv): Pick<Config, 'publicUrl' | 'smtpUrl' | 'mailFrom'> {
  const publicUrl = env.NJIWA_PUBLIC_URL ? webOrigin(env.NJIWA_PUBLIC_URL) : null
  const smtpUrl = env.NJIWA_SMTP_URL ? env.NJIWA_SMTP_URL : null
  if (smtpUrl !== null) {
    const protocol = URL.canParse(smtpUrl) ? new URL(smtpUrl).protocol : ''
    // The value is not said: it has a password in it.
    if (!['smtp:', 'smtps:'].includes(protocol)) throw new ConfigError('NJIWA_SMTP_URL takes smtp://… or smtps://…')
    if (publicUrl === null) throw new ConfigError('NJIWA_SMTP_URL needs NJIWA_PUBLIC_URL, for the links in its mails')
    if (!env.NJIWA_MAIL_FROM) throw new ConfigError('NJIWA_SMTP_URL needs NJIWA_MAIL_FROM, such as sms@example.com')
  }
  return { publicUrl, smtpUrl, mailFrom: env.NJIWA_MAIL_FROM ?? '' }
}

function webOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search + url.hash !== '') {
    throw new ConfigError(`NJIWA_PUBLIC_URL is "${text}": it takes https://host, without a path`)
  }
  return url.origin
}

function hostMap(text: string): Map<string, string> {
  return new Map(
    list(text).map((pair) => {
      const [host, dialect] = pair.split('=')
      if (!host || !dialect) throw new ConfigError(`NJIWA_HOSTS has "${pair}": it takes host=dialect,host=dialect`)
      return [host.toLowerCase(), dialect] as const
    }),
  )
}

function roleSet(text: string): Set<Role> {
  const roles = list(text)
  const unknown = roles.find((role) => !ROLES.includes(role as Role))
  if (unknown !== undefined || roles.length === 0) {
    throw new ConfigError(`NJIWA_ROLES is "${text}": it takes some of ${ROLES.join(', ')}`)
  }
  return new Set(roles as Role[])
}
