// core/countries.ts: to which country an international number belongs, and how long numbers there can be.
//
// The numbers of the world come from libphonenumber's metadata, read once into tables: its own parser takes tens of
// microseconds a number. A number is judged by its possible length, not by today's numbering plan, which changes faster
// than metadata does. Calling codes of no country (800, 881, …) are left out: there is nothing to route or to price.
import metadata from 'libphonenumber-js/metadata.min.json'

interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly iso2: string
  /** Without plus. */
  readonly callingCode: string
}

interface NumberingPlan extends Country {
  /** Bit n is set when a national number may have n digits. */
  readonly lengths: number
  /** Which national numbers are this country's, where a calling code is shared. */
  readonly claims: RegExp
}

// Fields of a country in the metadata, which is version 4 (`source/metadata.js` of the package); countries.test.ts
// compares every country with the package's own parser, so an upgrade that moves one fails there.
const NATIONAL_NUMBER = 2
const POSSIBLE_LENGTHS = 3
const LEADING_DIGITS = 10
const TYPES = 11

// Calling codes are prefix-free and have three digits at the most. In each list the main country comes first.
const plansByCallingCode: (readonly NumberingPlan[])[] = []
const callingCodeOf = new Map<string, string>()

for (const [callingCode, countries] of Object.entries(metadata.country_calling_codes)) {
  plansByCallingCode[Number(callingCode)] = countries.map((iso2) => readPlan(iso2, callingCode))
  for (const iso2 of countries) callingCodeOf.set(iso2, callingCode)
}

/** `digits` without plus. Undefined where no calling code is, or where the country has no numbers of that length. */
export function countryOf(digits: string): string | undefined {
  let code = 0
  for (let codeLength = 1; codeLength <= 3 && codeLength < digits.length; codeLength++) {
    code = code * 10 + digits.charCodeAt(codeLength - 1) - 48
    const plans = plansByCallingCode[code]
    if (plans !== undefined) {
      const plan = plans.length === 1 ? plans[0] : claimant(plans, digits.slice(codeLength))
      return plan !== undefined && (plan.lengths >> (digits.length - codeLength)) & 1 ? plan.iso2 : undefined
    }
    if (code === 0) return undefined
  }
  return undefined
}

/** The calling code without plus, or undefined for what is no country. */
export function callingCodeFor(iso2: string): string | undefined {
  return callingCodeOf.get(iso2)
}

/** Every country that can be sent to, by code. */
export function countries(): Country[] {
  return [...callingCodeOf]
    .map(([iso2, callingCode]) => ({ iso2, callingCode }))
    .sort((one, other) => (one.iso2 < other.iso2 ? -1 : 1))
}

let englishNames: Intl.DisplayNames | undefined

/** In English: 'TZ' is 'Tanzania'. What is no country comes back as it is. */
export function countryName(iso2: string): string {
  if (!callingCodeOf.has(iso2)) return iso2
  englishNames ??= new Intl.DisplayNames('en', { type: 'region' })
  return englishNames.of(iso2) ?? iso2
}

/** The country whose plan has the number; the main one when no plan has it. */
function claimant(plans: readonly NumberingPlan[], nationalNumber: string): NumberingPlan | undefined {
  return plans.find(({ claims }) => claims.test(nationalNumber)) ?? plans[0]
}

type PlanFields = readonly unknown[]

function readPlan(iso2: string, callingCode: string): NumberingPlan {
  const fields = (metadata.countries as Record<string, PlanFields | undefined>)[iso2]
  if (fields === undefined) throw new Error(`no numbering plan for ${iso2}`)
  const lengths = fields[POSSIBLE_LENGTHS] as number[]
  return {
    iso2,
    callingCode,
    lengths: lengths.reduce((bits, length) => bits | (1 << length), 0),
    claims: readClaims(fields),
  }
}

/** Alternatives of digits with bounded repeats, tested on 14 digits at the most. */
function readClaims(fields: PlanFields): RegExp {
  if (fields[LEADING_DIGITS]) return new RegExp(`^(?:${fields[LEADING_DIGITS]})`)
  const types = (fields[TYPES] || []) as (readonly [pattern: string] | 0)[]
  const patterns = types.flatMap((type) => (type && type[0] !== '' ? [type[0]] : []))
  return new RegExp(`^(?=(?:${fields[NATIONAL_NUMBER]})$)(?:${patterns.join('|') || '(?!)'})$`)
}
