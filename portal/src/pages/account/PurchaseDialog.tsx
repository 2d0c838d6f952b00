// Ordering units, or money for a wallet of money; and then how to pay for them.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type Purchase, type PurchaseTerms, purchaseTermsQuery } from '../../api/wallet.ts'
import { amountText } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { goesInto, markIn, times, typedAmount } from '../../ui/decimal.ts'
import { Form } from '../../ui/Form.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useLanguage, useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { PurchaseToPay } from './PurchaseToPay.tsx'

const COUNT_MAX = 1_000_000_000

export function PurchaseDialog({ onClose }: { onClose(): void }) {
  const words = useWords().purchases
  const { account } = useSession()
  const { data: terms, error, refetch } = useQuery(purchaseTermsQuery(account.id))
  const [placed, setPlaced] = useState<Purchase | null>(null)
  const title = placed ? words.placed : terms?.currency === 'units' ? words.buyTitle : words.topUpTitle
  return (
    <Dialog title={title} open onClose={onClose}>
      {placed ? (
        <PurchaseToPay purchase={placed} onClose={onClose} />
      ) : terms ? (
        <Order terms={terms} onPlaced={setPlaced} onClose={onClose} />
      ) : error ? (
        <Problem error={error} retry={refetch} />
      ) : (
        <Waiting lines={3} height={36} />
      )}
    </Dialog>
  )
}

function Order(parts: { terms: PurchaseTerms; onPlaced(purchase: Purchase): void; onClose(): void }) {
  const { terms, onPlaced, onClose } = parts
  const words = useWords()
  const { me, account } = useSession()
  const [given, setGiven] = useState('')
  const [invalid, setInvalid] = useState(false)
  const [key] = useState(() => crypto.randomUUID())
  const order = useChange<string, Purchase>(me, account.id, (text) => ({
    path: '/v1/purchases',
    body: terms.currency === 'units' ? { units: Number(text) } : { amount: text },
    idempotencyKey: `${key} ${text}`,
  }))
  const inUnits = terms.currency === 'units'
  const amount = typedAmount(given, markIn(useLanguage()))
  const isCount = amount !== null && !amount.includes('.') && Number(amount) <= COUNT_MAX
  const text = inUnits && !isCount ? null : amount
  return (
    <Form
      submit={words.purchases.submit}
      onCancel={onClose}
      busy={order.isPending}
      error={order.error && problemText(words, order.error)}
      onSubmit={() => {
        setInvalid(text === null)
        if (text !== null) order.mutate(text, { onSuccess: onPlaced })
      }}
    >
      <TextInput
        label={inUnits ? words.purchases.count : words.purchases.amount(terms.price_currency)}
        description={inUnits ? words.purchases.countHint : undefined}
        inputMode={inUnits ? 'numeric' : 'decimal'}
        value={given}
        onChange={(event) => setGiven(event.currentTarget.value)}
        error={invalid && text === null && (inUnits ? words.purchases.countInvalid : words.purchases.amountInvalid)}
        autoComplete="off"
        data-autofocus
      />
      <p aria-live="polite">{inUnits ? priceOf(words, terms, text) : unitsOf(words, terms, text)}</p>
    </Form>
  )
}

type Words = ReturnType<typeof useWords>

function priceOf(words: Words, { unit_price, price_currency }: PurchaseTerms, count: string | null): string {
  if (unit_price === null) return words.purchases.priceByOperator
  if (count === null) return words.purchases.eachPrice(amountText(words, unit_price, price_currency))
  return words.purchases.price(amountText(words, times(unit_price, BigInt(count)), price_currency))
}

/** What was typed is said as it was read: a comma means one thing here and another there. */
function unitsOf(words: Words, { unit_price, price_currency }: PurchaseTerms, amount: string | null): string {
  if (amount === null) return '\u00A0'
  const price = words.purchases.price(amountText(words, amount, price_currency))
  const units = unit_price === null ? null : goesInto(amount, unit_price)
  return units === null ? price : `${price} ${words.purchases.aboutUnits(grouped(String(units)))}`
}
