// Exact decimals as the server writes them, reckoned with without a float in between.
const DECIMALS = 6

/** What stands before the decimals. */
type Mark = '.' | ','

export const markIn = (language: string): Mark => (language === 'fr' ? ',' : '.')

/** '0.80' three times is '2.40': two digits after the point at the least, where it has a point at all. */
export function times(amount: string, count: bigint): string {
  const whole = !amount.includes('.')
  const micro = toMicro(amount) * count
  const sign = micro < 0n ? '-' : ''
  const digits = (micro < 0n ? -micro : micro).toString().padStart(DECIMALS + 1, '0')
  const integer = digits.slice(0, -DECIMALS)
  const fraction = digits.slice(-DECIMALS).replace(/0{1,4}$/, '')
  return whole ? sign + integer : `${sign}${integer}.${fraction}`
}

/** How much `amount` is below `needed`; null when it is enough. */
export function missing(amount: string, needed: string): string | null {
  const short = toMicro(needed) - toMicro(amount)
  return short > 0n ? plain(short) : null
}

/** Without zeros behind the last digit that says something, and without a point that has nothing behind it. */
function plain(micro: bigint): string {
  const [integer, fraction = ''] = times('0.000001', micro).split('.')
  const digits = fraction.replace(/0{1,6}$/, '')
  return digits === '' ? (integer as string) : `${integer}.${digits}`
}

/** How often `price` goes into `amount`, whole; null when there is no price. */
export function goesInto(amount: string, price: string): bigint | null {
  const one = toMicro(price)
  return one > 0n ? toMicro(amount) / one : null
}

/**
 * A decimal above zero as the server takes it, out of what somebody typed; null for what is none. Where both marks can be
 * meant (25,000), `mark` is the one before the decimals.
 */
export function typedAmount(typed: string, mark: Mark): string | null {
  const amount = typedDecimal(typed, mark)
  return amount !== null && toMicro(amount) > 0n ? amount : null
}

/** The same with zero, and with what is below it. */
export function typedDecimal(typed: string, mark: Mark): string | null {
  const [, minus, text] = /^([-−]?)(.*)$/.exec(typed.replaceAll(/[\s\u00A0\u202F]/g, '')) as unknown as [
    string,
    string,
    string,
  ]
  const other = mark === '.' ? ',' : '.'
  const plain = withMark(text, mark) ?? withMark(text, other)
  if (plain === null || !/^\d{1,12}(\.\d{1,6})?$/.test(plain)) return null
  return minus === '' || toMicro(plain) === 0n ? plain : `-${plain}`
}

/** The other mark groups thousands: anywhere else it is none. */
function withMark(text: string, mark: Mark): string | null {
  const form = mark === '.' ? /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/ : /^(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/
  if (!form.test(text)) return null
  return mark === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.')
}

function toMicro(amount: string): bigint {
  const [integer = '0', fraction = ''] = amount.replace('-', '').split('.')
  const micro = BigInt(integer) * 10n ** BigInt(DECIMALS) + BigInt(fraction.padEnd(DECIMALS, '0'))
  return amount.startsWith('-') ? -micro : micro
}
