// Prices of a rate card: which of them hold now, and what a file of them says.
import Papa from 'papaparse'
import type { Price } from '../../api/operator-types.ts'

export type NewPrice = Omit<Price, 'effective_at'> & { effective_at?: string }
type Standing = 'now' | 'later' | 'past'

/** The server gives those of one place with the latest first: the first one that has begun holds. */
export function standingOf(prices: readonly Price[], nowMs: number): (Price & { standing: Standing })[] {
  const held = new Set<string>()
  return prices.map((price) => {
    const place = `${price.country} ${price.prefix}`
    if (Date.parse(price.effective_at) > nowMs) return { ...price, standing: 'later' }
    const standing = held.has(place) ? 'past' : 'now'
    held.add(place)
    return { ...price, standing }
  })
}

/** `wrong`: the numbers of lines that are no price, the header being line 1. */
export interface PriceFile {
  prices: NewPrice[]
  wrong: number[]
}

export async function readPrices(file: Blob): Promise<PriceFile> {
  return pricesOf(await file.text())
}

/** Columns by their names; `prefix` and `effective_at` may be missing or empty. Amounts stay the strings that they are. */
export function pricesOf(csv: string): PriceFile {
  const { data } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim().toLowerCase(),
    transform: (value) => value.trim(),
  })
  const prices: NewPrice[] = []
  const wrong: number[] = []
  for (const [index, row] of data.entries()) {
    const price = priceOf(row)
    if (price) prices.push(price)
    else wrong.push(index + 2)
  }
  return { prices, wrong }
}

function priceOf({ country, prefix, price, currency, effective_at: from }: Record<string, string>): NewPrice | null {
  const place = (country ?? '').toUpperCase()
  const amount = price ?? ''
  const digits = prefix ?? ''
  if (!/^(?:[A-Z]{2}|\*)$/.test(place) || !/^\d{0,15}$/.test(digits) || !/^\d{1,18}(?:\.\d{1,6})?$/.test(amount)) {
    return null
  }
  const unit = currency === 'units' ? 'units' : (currency ?? '').toUpperCase()
  if (!/^(?:units|[A-Z]{3})$/.test(unit)) return null
  const read = { country: place, prefix: digits, price: amount, currency: unit }
  if (from === undefined || from === '') return read
  const at = new Date(from)
  return Number.isNaN(at.getTime()) ? null : { ...read, effective_at: at.toISOString() }
}
