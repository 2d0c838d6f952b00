// What is to be paid for an order, and how: the reference is what the operator finds the payment by.
import type { Purchase } from '../../api/wallet.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { useWords } from '../../words/index.ts'
import style from './Purchases.module.css'

export function PurchaseToPay({ purchase, onClose }: { purchase: Purchase; onClose(): void }) {
  const words = useWords()
  const { reference, price, price_currency, amount, currency, instructions } = purchase
  return (
    <div className={style.toPay}>
      <dl>
        <dt>{words.purchases.what}</dt>
        <dd>{amountText(words, amount, currency)}</dd>
        <dt>{words.purchases.toPay}</dt>
        <dd>{price === null ? words.purchases.priceByOperator : amountText(words, price, price_currency)}</dd>
        <dt>{words.purchases.paymentReference}</dt>
        <dd className={style.reference}>
          <code>{reference}</code>
          <CopyButton text={reference} label={words.purchases.copyReference} kind="secondary" />
        </dd>
        <dt>{words.purchases.howToPay}</dt>
        <dd className={style.instructions}>{instructions ?? words.purchases.noInstructions}</dd>
      </dl>
      <p className={style.quiet}>{words.purchases.after}</p>
      <Action onClick={onClose}>{words.purchases.close}</Action>
    </div>
  )
}
