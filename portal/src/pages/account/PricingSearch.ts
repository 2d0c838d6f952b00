// Which prices somebody means who types a country, a calling code, the beginning of a number, or a whole one.
import type { Price } from '../../api/wallet.ts'

/** By the countries' names, as `nameOf` has them; the lines of a country stay together. */
export function pricesFor(prices: readonly Price[], typed: string, nameOf: (country: string) => string): Price[] {
  const digits = typed.replaceAll(/[\s+().-]/g, '')
  const isNumber = /^\d+$/.test(digits)
  const word = plain(typed.trim())
  const found = prices.filter((price) => {
    if (word === '') return true
    if (isNumber) return meets(price, digits)
    return plain(nameOf(price.country)).includes(word) || plain(price.country) === word
  })
  return found
    .map((price) => ({ price, name: nameOf(price.country) }))
    .sort((one, other) => one.name.localeCompare(other.name) || before(one.price, other.price))
    .map(({ price }) => price)
}

/** One is the beginning of the other: of 25571 both +255 and 2557123 are. */
function meets({ calling_code, prefix }: Price, digits: string): boolean {
  const start = prefix ?? calling_code
  return start.startsWith(digits) || digits.startsWith(start)
}

const before = (one: Price, other: Price): number => (one.prefix ?? '').localeCompare(other.prefix ?? '')

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
