import { useWords } from '../words/index.ts'
import { grouped } from './text.ts'

/** With its currency: a code in front, or the word behind. */
export function amountText(words: ReturnType<typeof useWords>, amount: string, currency: string): string {
  return currency === 'units' ? words.units(grouped(amount)) : `${currency} ${grouped(amount)}`
}

export function Amount({ amount, currency }: { amount: string; currency: string }) {
  return <>{amountText(useWords(), amount, currency)}</>
}
