// Many messages on their way to being accepted: how far they are, and what becomes of the rest where it ends early.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { balanceQuery } from '../../api/queries.ts'
import { type SendBody, send } from '../../api/sending.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { Leaving } from '../Leaving.tsx'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { LeftOut } from './SendLeftOut.tsx'
import type { Order, Recipient } from './SendOrder.ts'
import style from './SendReview.module.css'
import { NOTHING_SENT, type Run, sendAll, unsentOf } from './SendRun.ts'
import { saveUnsent } from './SendUnsent.ts'

export function SendSending({
  order,
  onSent,
  onLeft,
}: {
  order: Order
  onSent(): void
  onLeft(unsent: Recipient[]): void
}) {
  const words = useWords().send.sending
  const client = useQueryClient()
  const { me, account } = useSession()
  const [key] = useState(() => crypto.randomUUID())
  const [run, setRun] = useState<Run>(NOTHING_SENT)
  const [stopping, setStopping] = useState(false)
  const stopped = useRef(false)
  const sending = useMutation({
    mutationFn() {
      stopped.current = false
      setStopping(false)
      const one = (body: SendBody, part: string) => send(account.id, me.csrf_token, body, part)
      return sendAll(order, run, key, one, setRun, () => stopped.current)
    },
    onSettled: () => client.invalidateQueries({ queryKey: [account.id] }),
  })
  const { mutate: start } = sending
  useEffect(() => {
    start()
    return () => {
      stopped.current = true // nobody would see what became of it
    }
  }, [start])

  function stop(): void {
    stopped.current = true
    setStopping(true)
  }
  const underWay = sending.isPending || sending.isIdle
  const unsent = underWay ? [] : unsentOf(order, run)
  if (sending.isSuccess && unsent.length === 0) return <Done order={order} run={run} onSent={onSent} />
  return (
    <Dialog title={words.title} open onClose={onSent} firm>
      <div className={style.review}>
        <ProgressBar label={words.progress} done={run.messages + run.refused.length} of={order.recipients.length} />
        {underWay ? (
          <>
            <p className={style.quiet}>{words.keepOpen}</p>
            <div className={style.buttons}>
              <Action kind="secondary" busy={stopping} onClick={stop}>
                {words.stop}
              </Action>
            </div>
          </>
        ) : (
          <Ended error={sending.error} unsent={unsent} onGoOn={start} onLeave={onLeft} />
        )}
        <Leaving underWay={underWay || unsent.length > 0} means={words.leaving} />
      </div>
    </Dialog>
  )
}

function Ended({
  error,
  unsent,
  onGoOn,
  onLeave,
}: {
  /** None: it was stopped by hand. */
  error: Error | null
  unsent: Recipient[]
  onGoOn(): void
  onLeave(unsent: Recipient[]): void
}) {
  const words = useWords()
  const { sending } = words.send
  // Where the server's own answer is missing, the part under way may have been accepted.
  const isUncertain = error !== null && !(error instanceof ApiError && error.status < 500)
  return (
    <>
      <Notice kind={error ? 'harm' : 'attention'}>
        <p>{sending.stopped}</p>
        {error && <p>{problemText(words, error)}</p>}
      </Notice>
      <p>
        {sending.left(grouped(String(unsent.length)))} {isUncertain && sending.uncertain}
      </p>
      <div className={style.buttons}>
        <Action onClick={onGoOn}>{sending.again}</Action>
        <Action kind="secondary" onClick={() => void saveUnsent(unsent)}>
          {sending.download}
        </Action>
        <Action kind="secondary" onClick={() => onLeave(unsent)}>
          {sending.leave}
        </Action>
      </div>
    </>
  )
}

function Done({ order, run, onSent }: { order: Order; run: Run; onSent(): void }) {
  const words = useWords()
  const { sending } = words.send
  const { account } = useSession()
  const { data: wallet } = useQuery(balanceQuery(account.id))
  const count = grouped(String(run.messages))
  const cost = amountText(words, run.cost, wallet?.currency ?? '')
  return (
    <Dialog title={sending.title} open onClose={onSent}>
      <div className={style.review}>
        <Notice kind="done">
          {order.scheduleAt === null ? sending.done(count, cost) : sending.scheduled(count, cost)}
        </Notice>
        <LeftOut refused={run.refused} />
        <div className={style.buttons}>
          {order.scheduleAt === null ? (
            <Link to={PATHS.logs} search={{ from: run.first?.at }}>
              {sending.watch}
            </Link>
          ) : (
            <Link to={PATHS.scheduled}>{sending.watchScheduled}</Link>
          )}
          <Action kind="secondary" onClick={onSent}>
            {sending.another}
          </Action>
        </div>
      </div>
    </Dialog>
  )
}
