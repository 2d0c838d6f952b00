// What accept needs to know of the world, read in one go: an account with its plan and senders, and the network (routes,
// carriers, exchange rates).
import type { Account, AccountStatus, Credential, SenderId } from '../core/accounts.ts'
import type { ExchangeRates } from '../core/quotes.ts'
import { compileRatePlan, type RefundPolicy } from '../core/rates.ts'
import { type RouteTable, routeTable, type UncertainPolicy } from '../core/routes.ts'
import type { Statement, Tx } from './database.ts'

const CREDENTIAL_OF: Statement = {
  name: 'credential_of_hash',
  text: 'select account_id, credential_id from credential_directory where secret_hash = $1',
}
const CREDENTIAL: Statement = {
  name: 'credential_read',
  text: `select id, account_id, dialect, permissions, allowed_ips, requests_per_minute, expires_at, revoked_at
    from credentials where account_id = $1 and id = $2`,
}

type CredentialRow = {
  id: string
  account_id: string
  dialect: string
  permissions: string[]
  allowed_ips: string[]
  requests_per_minute: number | null
  expires_at: Date | null
  revoked_at: Date | null
}

/** The credential with this secret, whether it still holds or not; null when nobody has it. */
export async function credentialOfHash(tx: Tx, secretHash: Buffer): Promise<Credential | null> {
  const found = (await tx.run<{ account_id: string; credential_id: string }>(CREDENTIAL_OF, [secretHash]))[0]
  if (!found) return null
  tx.see([found.account_id])
  const row = (await tx.run<CredentialRow>(CREDENTIAL, [found.account_id, found.credential_id]))[0]
  if (!row) return null
  return {
    id: row.id,
    accountId: row.account_id,
    dialect: row.dialect,
    permissions: new Set(row.permissions),
    allowedIps: row.allowed_ips,
    requestsPerMinute: row.requests_per_minute,
    expiresAtMs: row.expires_at?.getTime() ?? null,
    revoked: row.revoked_at !== null,
  }
}

const ACCOUNT: Statement = {
  name: 'account_snapshot',
  text: `select a.id, a.name, a.status, a.default_sender, a.requests_per_minute, w.currency,
      exists (select from opt_outs o where o.account_id = a.id) as has_opt_outs, p.id as plan_id, p.unit_price, p.unit_currency, p.home_country, p.refund_policy
    from accounts a join rate_plans p on p.id = a.rate_plan_id join wallets w on w.account_id = a.id where a.id = $1`,
}
const PRICES: Statement = {
  name: 'account_prices',
  text: `select distinct on (r.country, r.prefix) r.country, r.prefix, r.price, r.currency
    from rate_prices r join accounts a on a.rate_plan_id = r.plan_id
    where a.id = $1 and r.effective_at <= now() order by r.country, r.prefix, r.effective_at desc`,
}
const SENDERS: Statement = {
  name: 'account_senders',
  text: 'select id, name, key, status, countries from sender_ids where account_id = $1',
}

type AccountRow = {
  id: string
  name: string
  status: AccountStatus
  default_sender: string | null
  requests_per_minute: number
  currency: string
  has_opt_outs: boolean
  plan_id: string
  unit_price: bigint
  unit_currency: string
  home_country: string | null
  refund_policy: RefundPolicy
}
type PriceRow = { country: string; prefix: string; price: bigint; currency: string }

/** The account as it stands now, or null. */
export async function readAccount(tx: Tx, accountId: string): Promise<Account | null> {
  const [accounts, prices, senders] = await Promise.all([
    tx.run<AccountRow>(ACCOUNT, [accountId]),
    tx.run<PriceRow>(PRICES, [accountId]),
    tx.run<SenderId>(SENDERS, [accountId]),
  ])
  const row = accounts[0]
  if (!row) return null
  const plan = compileRatePlan({
    currency: row.currency,
    refundPolicy: row.refund_policy,
    homeCountry: row.home_country ?? '*',
    rates: prices.map(({ prefix, ...rate }) => (prefix === '' ? rate : { ...rate, prefix })),
  })
  if (!plan.ok) throw new Error(`the rate plan of account ${accountId} does not compile: ${plan.error.code}`)
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    currency: row.currency,
    plan: plan.value,
    unitPrice: row.unit_price,
    unitCurrency: row.unit_currency,
    defaultSender: row.default_sender,
    senders: new Map(senders.map((sender) => [sender.key, sender])),
    requestsPerMinute: row.requests_per_minute,
    hasOptOuts: row.has_opt_outs,
  }
}

const ROUTES: Statement = {
  name: 'routes_all',
  text: `select r.id, r.code, r.name, r.country, r.prefix, r.default_sender, r.uncertain_policy, r.validity_seconds, r.active,
      coalesce((select array_agg(c.carrier_id order by c.position) from route_carriers c where c.route_id = r.id), '{}') as carriers
    from routes r`,
}
const CARRIERS: Statement = {
  name: 'carriers_all',
  text: 'select id, name, kind, config, secret, paused from carriers order by name',
}
const EXCHANGE: Statement = {
  name: 'exchange_rates_now',
  text: `select distinct on (base, quote) base, quote, rate from exchange_rates where effective_at <= now()
    order by base, quote, effective_at desc`,
}

type RouteRow = {
  id: string
  code: string
  name: string
  country: string
  prefix: string
  default_sender: string | null
  uncertain_policy: UncertainPolicy
  validity_seconds: number
  active: boolean
  carriers: string[]
}
export type CarrierRow = {
  id: string
  name: string
  kind: 'smpp' | 'sandbox'
  config: Record<string, unknown>
  secret: Buffer | null
  paused: boolean
}

export type Network = { routes: RouteTable; carriers: CarrierRow[]; exchangeRates: ExchangeRates }

export async function readNetwork(tx: Tx): Promise<Network> {
  const [routes, carriers, rates] = await Promise.all([
    tx.run<RouteRow>(ROUTES),
    tx.run<CarrierRow>(CARRIERS),
    tx.run<{ base: string; quote: string; rate: bigint }>(EXCHANGE),
  ])
  return {
    routes: routeTable(
      routes.map((row) => ({
        id: row.id,
        code: row.code,
        name: row.name,
        country: row.country,
        prefix: row.prefix,
        defaultSender: row.default_sender,
        uncertainPolicy: row.uncertain_policy,
        validityMs: row.validity_seconds * 1000,
        active: row.active,
        carrierIds: row.carriers,
      })),
    ),
    carriers,
    exchangeRates: new Map(rates.map((row) => [`${row.base}/${row.quote}`, row.rate])),
  }
}

const ENDPOINTS: Statement = {
  name: 'webhook_endpoints_of',
  text: `select id, url, events, style, secret, case when previous_until > now() then previous_secret end as previous_secret,
      failing_since is not null as failing
    from webhook_endpoints where account_id = $1 and enabled`,
}
const WEBHOOK_SECRET: Statement = {
  name: 'webhook_secret_of',
  text: `select secret from account_secrets where account_id = $1 and name = 'webhook'`,
}

export type Endpoint = {
  id: string
  url: string
  events: string[]
  style: string
  /** Sealed; the previous one signs beside it for a while after a rotation. */
  secret: Buffer
  previous_secret: Buffer | null
  /** Nothing has been heard there lately. */
  failing: boolean
}

const PUBLIC_KEYS: Statement = {
  name: 'public_keys_of',
  text: `select distinct on (dialect) dialect, public_id from credentials
    where account_id = $1 and kind = 'pair' and revoked_at is null and (expires_at is null or expires_at > now())
    order by dialect, id desc`,
}

export type Webhooks = {
  endpoints: Endpoint[]
  /** The public half of the newest pair of each dialect. */
  publicKeys: ReadonlyMap<string, string>
  /** Sealed: what a request's own callback URL is signed with. */
  accountSecret: Buffer | null
}

/** Where this account wants to be told. */
export async function readWebhooks(tx: Tx, accountId: string): Promise<Webhooks> {
  const [endpoints, pairs, secrets] = await Promise.all([
    tx.run<Endpoint>(ENDPOINTS, [accountId]),
    tx.run<{ dialect: string; public_id: string }>(PUBLIC_KEYS, [accountId]),
    tx.run<{ secret: Buffer }>(WEBHOOK_SECRET, [accountId]),
  ])
  const publicKeys = new Map(pairs.map((pair) => [pair.dialect, pair.public_id]))
  return { endpoints, publicKeys, accountSecret: secrets[0]?.secret ?? null }
}
