// The last look before many messages go out, and then how far they are.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { quote, send } from '../../api/sending.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount, amountText } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import type { Order } from './SendOrder.ts'
import { filledIn } from './SendOrder.ts'
import style from './SendReview.module.css'
import { NOTHING_SENT, type Priced, type Progress, priceAll, type Refused, type Run, sendAll } from './SendRun.ts'

export function SendReview({
  order,
  currency,
  onClose,
  onSent,
}: {
  order: Order
  currency: string
  onClose(): void
  onSent(): void
}) {
  const words = useWords()
  const client = useQueryClient()
  const { me, account } = useSession()
  const [key] = useState(() => crypto.randomUUID())
  const [priced, setPriced] = useState<Progress>({ done: 0, of: order.recipients.length })
  const [run, setRun] = useState<Run>(NOTHING_SENT)
  const pricing = useMutation({
    mutationFn: () => priceAll(order, (body) => quote(account.id, me.csrf_token, body), setPriced),
  })
  const sending = useMutation({
    mutationFn: (recipients: Priced['recipients']) =>
      sendAll({ ...order, recipients }, run, key, (body, part) => send(account.id, me.csrf_token, body, part), setRun),
    onSettled: () => client.invalidateQueries({ queryKey: [account.id] }),
  })
  const { mutate: price } = pricing
  useEffect(() => price(), [price])

  const { reviewing, sending: sendingWords } = words.send
  const { data } = pricing
  const all = data?.recipients.length ?? 0
  const count = grouped(String(run.messages))
  if (sending.isSuccess) {
    const cost = amountText(words, run.cost, currency)
    return (
      <Dialog title={sendingWords.title} open onClose={onSent}>
        <div className={style.review}>
          <Notice kind="done">
            {order.scheduleAt === null ? sendingWords.done(count, cost) : sendingWords.scheduled(count, cost)}
          </Notice>
          <LeftOut refused={run.refused} />
          <div className={style.buttons}>
            <Link to={PATHS.logs} search={{ from: run.first?.at }}>
              {sendingWords.watch}
            </Link>
            <Action kind="secondary" onClick={onSent}>
              {sendingWords.another}
            </Action>
          </div>
        </div>
      </Dialog>
    )
  }
  if (!sending.isIdle) {
    return (
      <Dialog title={sendingWords.title} open onClose={onSent} firm>
        <div className={style.review}>
          <ProgressBar label={sendingWords.progress} done={run.messages + run.refused.length} of={all} />
          {sending.error ? (
            <>
              <Notice kind="harm">
                <p>{sendingWords.stopped}</p>
                <p>{problemText(words, sending.error)}</p>
              </Notice>
              <div className={style.buttons}>
                <Action onClick={() => data && sending.mutate(data.recipients)}>{sendingWords.again}</Action>
                <Action kind="secondary" onClick={onSent}>
                  {sendingWords.leave}
                </Action>
              </div>
            </>
          ) : (
            <p className={style.quiet}>{sendingWords.keepOpen}</p>
          )}
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={reviewing.title} open onClose={onClose}>
      <div className={style.review}>
        {pricing.error ? (
          <Notice kind="harm">{problemText(words, pricing.error)}</Notice>
        ) : data ? (
          <>
            <Summary order={order} priced={data} currency={currency} />
            <LeftOut refused={data.refused} />
          </>
        ) : (
          <ProgressBar label={reviewing.pricing} done={priced.done} of={priced.of} />
        )}
        <div className={style.buttons}>
          {data && (
            <Action
              why={all === 0 ? reviewing.nobody : null}
              onClick={() => sending.mutate(data.recipients)}
              name="confirm"
            >
              {reviewing.confirm(grouped(String(all)))}
            </Action>
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

const SHOWN = 6

function LeftOut({ refused }: { refused: readonly Refused[] }) {
  const words = useWords()
  if (refused.length === 0) return null
  return (
    <Notice kind="attention">
      <p>{words.send.reviewing.refused(grouped(String(refused.length)))}</p>
      <ul>
        {refused.slice(0, SHOWN).map(({ to, why }) => (
          <li key={to}>
            {to}: {problemText(words, why)}
          </li>
        ))}
        {refused.length > SHOWN && <li>…</li>}
      </ul>
    </Notice>
  )
}
