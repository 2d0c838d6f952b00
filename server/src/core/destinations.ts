// core/destinations.ts: which row of a table by destination a number falls under: the longest network prefix, then the
// country, then the rest of the world.
import { callingCodeFor } from './countries.ts'
import type { Recipient } from './recipients.ts'
import type { Result } from './result.ts'

export interface Destination {
  /** ISO 3166-1 alpha-2, or `*`: every country without a row of its own. */
  readonly country: string
  /** Digits of an MSISDN from the calling code on; the whole country when absent. */
  readonly prefix?: string | undefined
}

export interface DestinationInvalid {
  readonly code: 'destination_invalid'
  /** `unknown_country`; `foreign_prefix`: not digits, or of another calling code; `repeated`: two rows for one place. */
  readonly reason: 'unknown_country' | 'foreign_prefix' | 'repeated'
  /** Which row, from 0. */
  readonly row: number
}

export type DestinationTable<T> = (recipient: Recipient) => T | undefined

interface CountryRows<T> {
  whole: T | undefined
  readonly byPrefix: Map<string, T>
  /** Longest first. */
  prefixLengths: number[]
}

/** Checks the rows once, so that each look-up is a few map reads. */
export function compileDestinations<T extends Destination>(
  rows: readonly T[],
): Result<DestinationTable<T>, DestinationInvalid> {
  const byCountry = new Map<string, CountryRows<T>>()
  for (const [row, destination] of rows.entries()) {
    const reason = addRow(byCountry, destination)
    if (reason !== undefined) return { ok: false, error: { code: 'destination_invalid', reason, row } }
  }
  for (const country of byCountry.values()) {
    const lengths = Array.from(country.byPrefix.keys(), (prefix) => prefix.length)
    country.prefixLengths = [...new Set(lengths)].sort((one, other) => other - one)
  }
  const elsewhere = byCountry.get('*')?.whole
  return {
    ok: true,
    value: ({ msisdn, country }) => {
      const ofCountry = byCountry.get(country)
      if (ofCountry === undefined) return elsewhere
      for (const length of ofCountry.prefixLengths) {
        const found = ofCountry.byPrefix.get(msisdn.slice(0, length))
        if (found !== undefined) return found
      }
      return ofCountry.whole ?? elsewhere
    },
  }
}

function addRow<T extends Destination>(
  byCountry: Map<string, CountryRows<T>>,
  row: T,
): DestinationInvalid['reason'] | undefined {
  const { country, prefix } = row
  const callingCode = country === '*' ? '' : callingCodeFor(country)
  if (callingCode === undefined) return 'unknown_country'
  let known = byCountry.get(country)
  if (known === undefined) {
    known = { whole: undefined, byPrefix: new Map(), prefixLengths: [] }
    byCountry.set(country, known)
  }
  if (prefix === undefined) {
    if (known.whole !== undefined) return 'repeated'
    known.whole = row
    return undefined
  }
  if (country === '*' || !/^\d{1,15}$/.test(prefix) || !prefix.startsWith(callingCode)) return 'foreign_prefix'
  if (known.byPrefix.has(prefix)) return 'repeated'
  known.byPrefix.set(prefix, row)
  return undefined
}
