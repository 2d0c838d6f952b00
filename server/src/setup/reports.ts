// Traffic, what it earned, what it cost and what is left, by account, route, carrier or day. Wallets and carriers are in
// many currencies: a report is in one of them, at the exchange rates of its last day.

import { RefusedError } from '../core/errors.ts'
import { convert, type ExchangeRate } from '../core/money.ts'
import { type ExchangeRateRow, listExchangeRateRows } from '../store/exchange-rates.ts'
import {
  DAY_MS,
  type Grouping,
  namesOfGroups,
  type ReportFilter,
  type ReportRow,
  trafficReport,
} from '../store/traffic-days.ts'
import { currency, invalid } from './fields.ts'
import type { Outcome, Setup } from './setup.ts'
import { daysBetween, startOfDay } from './traffic-days.ts'

export type { Grouping } from '../store/traffic-days.ts'

export type ReportLine = {
  /** A day, or the id of an account, route or carrier. */
  key: string
  /** Null of a day, and where no carrier took the messages. */
  name: string | null
  messages: bigint
  segments: bigint
  delivered: bigint
  failed: bigint
  cancelled: bigint
  /** What wallets paid and what carriers charge, 10⁻⁶ of the report's currency. */
  price: bigint
  cost: bigint
}

export type Report = {
  currency: string
  lines: ReportLine[]
  /** Amounts in these are in no line: there is no exchange rate to the report's currency. */
  missingRates: string[]
}

type ReportInput = ReportFilter & { fromMs: number; toMs: number; grouping: Grouping; currency: string | null }

const DAYS_MAX = 366
const NO_CARRIER = '00000000-0000-0000-0000-000000000000'

/** Whole days of UTC, both included. Days by their date, the others by their messages, most first. */
export async function readReport(setup: Setup, input: ReportInput): Outcome<Report> {
  try {
    const days = daysBetween(startOfDay(input.fromMs), startOfDay(input.toMs))
    if (days.length === 0 || days.length > DAYS_MAX) invalid('from', `1 to ${DAYS_MAX} days, the first one first`)
    if (input.currency !== null) currency(input.currency, 'currency')
    return await setup.database.transaction('all', async (tx) => {
      const [rows, rates] = await Promise.all([
        trafficReport(tx, days, input.grouping, input),
        listExchangeRateRows(tx, RATES_MAX),
      ])
      const into = input.currency ?? usualCurrency(rows)
      const rateOf = ratesInto(into, rates, (days.at(-1) as number) + DAY_MS)
      const { lines, missingRates } = linesOf(rows, rateOf)
      const { grouping } = input
      const ids = lines.map(({ key }) => key).filter((key) => key !== '')
      const names = grouping === 'day' ? new Map<string, string>() : await namesOfGroups(tx, grouping, ids)
      for (const line of lines) line.name = names.get(line.key) ?? null
      lines.sort(grouping === 'day' ? byKey : byMessages)
      return { ok: true, value: { currency: into, lines, missingRates } }
    })
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal }
    throw error
  }
}

const RATES_MAX = 10_000
const NO_TRAFFIC_CURRENCY = 'USD'

const byKey = (a: ReportLine, b: ReportLine): number => (a.key < b.key ? -1 : 1)
const byMessages = (a: ReportLine, b: ReportLine): number => Number(b.messages - a.messages) || byKey(a, b)

/** What most of the messages were paid in. */
function usualCurrency(rows: readonly ReportRow[]): string {
  const counts = new Map<string, bigint>()
  for (const row of rows) counts.set(paidIn(row), (counts.get(paidIn(row)) ?? 0n) + row.messages)
  const [most] = [...counts].sort((a, b) => Number(b[1] - a[1]))
  return most?.[0] ?? NO_TRAFFIC_CURRENCY
}

const paidIn = (row: ReportRow): string => (row.currency === 'units' ? row.unit_currency : row.currency)

/** Units are worth what the account's plan sells them for. */
const earned = (row: ReportRow): bigint => (row.currency === 'units' ? row.price * row.unit_price : row.price)

type RateOf = (from: string) => ExchangeRate | null

const ONE: ExchangeRate = 1_000_000_000n

/** The rates in force before a moment; where only the other direction is set, its inverse. */
export function ratesInto(into: string, rates: readonly ExchangeRateRow[], beforeMs: number): RateOf {
  const inForce = (base: string, quote: string): bigint | undefined =>
    rates
      .filter((rate) => rate.base === base && rate.quote === quote && rate.effective_at.getTime() < beforeMs)
      .sort((a, b) => b.effective_at.getTime() - a.effective_at.getTime())[0]?.rate
  const known = new Map<string, ExchangeRate | null>([[into, ONE]])
  return (from) => {
    const before = known.get(from)
    if (before !== undefined) return before
    const inverse = inForce(into, from)
    const rate = inForce(from, into) ?? (inverse === undefined ? null : (ONE * ONE + inverse / 2n) / inverse)
    known.set(from, rate)
    return rate
  }
}

function linesOf(rows: readonly ReportRow[], rateOf: RateOf): { lines: ReportLine[]; missingRates: string[] } {
  const lines = new Map<string, ReportLine>()
  const missing = new Set<string>()
  const worth = (amount: bigint, from: string): bigint => {
    if (amount === 0n) return 0n
    const rate = rateOf(from)
    if (rate === null) missing.add(from)
    return rate === null ? 0n : rate === ONE ? amount : convert(amount, rate)
  }
  for (const row of rows) {
    const key = row.key === NO_CARRIER ? '' : row.key
    const line = lines.get(key) ?? empty(key)
    lines.set(key, line)
    for (const count of COUNTS) line[count] += row[count]
    line.price += worth(earned(row), paidIn(row))
    line.cost += worth(row.cost, row.cost_currency)
  }
  return { lines: [...lines.values()], missingRates: [...missing].sort() }
}

const COUNTS = ['messages', 'segments', 'delivered', 'failed', 'cancelled'] as const

function empty(key: string): ReportLine {
  return {
    key,
    name: null,
    messages: 0n,
    segments: 0n,
    delivered: 0n,
    failed: 0n,
    cancelled: 0n,
    price: 0n,
    cost: 0n,
  }
}
