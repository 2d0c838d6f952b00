// Ordering units, or money for a wallet of money; and then how to pay for them.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type Purchase, type PurchaseTerms, purchaseTermsQuery } from '../../api/wallet.ts'
import { amountText } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { goesInto, isAmount, times } from '../../ui/decimal.ts'
import { Form } from '../../ui/Form.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { PurchaseToPay } from './PurchaseToPay.tsx'

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
  const order = useChange<string, Purchase>(me, account.id, (text) => ({
    path: '/v1/purchases',
    body: terms.currency === 'units' ? { units: Number(text) } : { amount: text },
  }))
  const inUnits = terms.currency === 'units'
  const text = given.replaceAll(/[\s,]/g, '')
  const good = inUnits ? /^[1-9]\d{0,8}$|^1000000000$/.test(text) : isAmount(text)
  return (
    <Form
      submit={words.purchases.submit}
      onCancel={onClose}
      busy={order.isPending}
      error={order.error && problemText(words, order.error)}
      onSubmit={() => {
        setInvalid(!good)
        if (good) order.mutate(text, { onSuccess: onPlaced })
      }}
    >
      <TextInput
        label={inUnits ? words.purchases.count : words.purchases.amount(terms.price_currency)}
        description={inUnits ? words.purchases.countHint : undefined}
        inputMode={inUnits ? 'numeric' : 'decimal'}
        value={given}
        onChange={(event) => setGiven(event.currentTarget.value)}
        error={invalid && !good && (inUnits ? words.purchases.countInvalid : words.purchases.amountInvalid)}
        autoComplete="off"
        data-autofocus
      />
      <p aria-live="polite">
        {inUnits ? priceOf(words, terms, good ? text : null) : unitsOf(words, terms, good ? text : null)}
      </p>
    </Form>
  )
}

type Words = ReturnType<typeof useWords>

function priceOf(words: Words, { unit_price, price_currency }: PurchaseTerms, count: string | null): string {
  if (unit_price === null) return words.purchases.priceByOperator
  if (count === null) return words.purchases.eachPrice(amountText(words, unit_price, price_currency))
  return words.purchases.price(amountText(words, times(unit_price, BigInt(count)), price_currency))
}

function unitsOf(words: Words, { unit_price }: PurchaseTerms, amount: string | null): string {
  const units = amount === null || unit_price === null ? null : goesInto(amount, unit_price)
  return units === null ? '\u00A0' : words.purchases.aboutUnits(grouped(String(units)))
}
