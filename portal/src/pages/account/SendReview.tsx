// The last look before many messages go out: to whom, what it costs, and whether the wallet can pay it.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { balanceQuery } from '../../api/queries.ts'
import { quote } from '../../api/sending.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount, amountText } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { missing } from '../../ui/decimal.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { LeftOut } from './SendLeftOut.tsx'
import { filledIn, type Order, type Recipient } from './SendOrder.ts'
import style from './SendReview.module.css'
import { type Priced, type Progress, priceAll } from './SendRun.ts'
import { SendSending } from './SendSending.tsx'

export function SendReview({
  order,
  onClose,
  onSent,
  onLeft,
}: {
  order: Order
  onClose(): void
  onSent(): void
  /** Ended early: what was written stays, for these. */
  onLeft(unsent: Recipient[]): void
}) {
  const words = useWords()
  const { me, account } = useSession()
  const [progress, setProgress] = useState<Progress>({ done: 0, of: order.recipients.length })
  const [sending, setSending] = useState(false)
  const { data: wallet } = useQuery(balanceQuery(account.id))
  const pricing = useMutation({
    mutationFn: () => priceAll(order, (body) => quote(account.id, me.csrf_token, body), setProgress),
  })
  const { mutate: price, data } = pricing
  useEffect(() => price(), [price])

  const { reviewing } = words.send
  const short = data && wallet ? missing(wallet.balance, data.cost) : null
  const why =
    data?.recipients.length === 0
      ? reviewing.nobody
      : short !== null && wallet
        ? reviewing.short(amountText(words, short, wallet.currency))
        : null
  if (sending && data) {
    const left = (unsent: Recipient[]): void => (unsent.length === data.recipients.length ? onClose() : onLeft(unsent))
    return <SendSending order={{ ...order, recipients: data.recipients }} onSent={onSent} onLeft={left} />
  }
  return (
    <Dialog title={reviewing.title} open onClose={onClose}>
      <div className={style.review}>
        {pricing.error ? (
          <Notice kind="harm">{problemText(words, pricing.error)}</Notice>
        ) : data ? (
          <>
            <Summary order={order} priced={data} currency={wallet?.currency ?? ''} />
            <LeftOut refused={data.refused} />
          </>
        ) : (
          <ProgressBar label={reviewing.pricing} done={progress.done} of={progress.of} />
        )}
        <div className={style.buttons}>
          {data && (
            <Action why={why} onClick={() => setSending(true)} name="confirm">
              {reviewing.confirm(grouped(String(data.recipients.length)))}
            </Action>
          )}
          {short !== null && (
            <Link to={PATHS.wallet} target="_blank">
              {reviewing.toWallet}
            </Link>
          )}
          <Action kind="secondary" onClick={onClose}>
            {words.ui.cancel}
          </Action>
        </div>
      </div>
    </Dialog>
  )
}

function Summary({ order, priced, currency }: { order: Order; priced: Priced; currency: string }) {
  const words = useWords().send
  const [first] = priced.recipients
  return (
    <>
      <dl className={style.facts}>
        <dt>{words.reviewing.to}</dt>
        <dd>{words.counted(grouped(String(priced.recipients.length)))}</dd>
        <dt>{words.reviewing.price}</dt>
        <dd>
          <Amount amount={priced.cost} currency={currency} />
        </dd>
        <dt>{words.reviewing.from}</dt>
        <dd>{order.sender === '' ? words.defaultSender : order.sender}</dd>
        <dt>{words.reviewing.when}</dt>
        <dd>{order.scheduleAt === null ? words.reviewing.now : <Time at={order.scheduleAt} />}</dd>
      </dl>
      {first && (
        <figure>
          <figcaption className={style.quiet}>{words.reviewing.first}</figcaption>
          <blockquote className={style.bubble}>{filledIn(order.text, first.variables)}</blockquote>
        </figure>
      )}
    </>
  )
}
