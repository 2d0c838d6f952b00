// What was ordered, and how each order stands. What the operator decides shows here by itself.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { afterwards } from '../../api/afterwards.ts'
import { useChange } from '../../api/queries.ts'
import { type Purchase, purchasesQuery } from '../../api/wallet.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Purchases.module.css'
import { PurchaseToPay } from './PurchaseToPay.tsx'
import wallet from './Wallet.module.css'

const TONES = { pending: 'waiting', confirmed: 'good', refused: 'bad', cancelled: 'quiet' } as const

const SHOWN_FIRST = 5

/** Nothing, as long as nothing was ordered. */
export function Purchases() {
  const words = useWords()
  const { account, may } = useSession()
  const { data } = useQuery(purchasesQuery(account.id))
  const [shown, setShown] = useState<Purchase | null>(null)
  const [leaving, setLeaving] = useState<Purchase | null>(null)
  const [all, setAll] = useState(false)
  useArrivals(data?.data)
  if (!data || data.data.length === 0) return null
  const { purchases } = words
  const columns: Column<Purchase>[] = [
    { header: purchases.time, cell: ({ created_at }) => <Time at={created_at} /> },
    { header: purchases.what, cell: ({ amount, currency }) => amountText(words, amount, currency), phone: 'title' },
    { header: purchases.reference, cell: ({ reference }) => <code>{reference}</code> },
    {
      header: purchases.toPay,
      figure: true,
      cell: ({ price, price_currency }) => (price === null ? '' : amountText(words, price, price_currency)),
    },
    { header: purchases.status, cell: (row) => <Status purchase={row} />, phone: 'aside' },
    {
      header: purchases.next,
      cell: (row) => (
        <Next
          purchase={row}
          mayCancel={may('purchases:write') && account.status === 'active'}
          onShow={() => setShown(row)}
          onCancel={() => setLeaving(row)}
        />
      ),
      phone: 'plain',
    },
  ]
  return (
    <section className={wallet.section} aria-labelledby="orders">
      <div className={wallet.heading}>
        <h2 id="orders">{purchases.title}</h2>
      </div>
      <Table
        rows={all ? data.data : data.data.slice(0, SHOWN_FIRST)}
        columns={columns}
        label={purchases.title}
        rowKey={({ id }) => id}
      />
      {!all && data.data.length > SHOWN_FIRST && (
        <p className={style.more}>
          <Action kind="secondary" size="xs" onClick={() => setAll(true)}>
            {purchases.earlier}
          </Action>
        </p>
      )}
      {shown && (
        <Dialog title={purchases.howToPay} open onClose={() => setShown(null)}>
          <PurchaseToPay purchase={shown} onClose={() => setShown(null)} />
        </Dialog>
      )}
      {leaving && <Cancel purchase={leaving} onClose={() => setLeaving(null)} />}
    </section>
  )
}

function Status({ purchase }: { purchase: Purchase }) {
  const words = useWords().purchases
  const { status, payment_seen, reason } = purchase
  return (
    <>
      <Tag tone={TONES[status]}>{status === 'pending' && payment_seen ? words.paid : words.statuses[status]}</Tag>
      {reason !== null && <small className={style.reason}>{reason}</small>}
    </>
  )
}

function Next(parts: { purchase: Purchase; mayCancel: boolean; onShow(): void; onCancel(): void }) {
  const { purchase, mayCancel, onShow, onCancel } = parts
  const words = useWords().purchases
  if (purchase.status !== 'pending' || purchase.payment_seen) return null
  return (
    <span className={style.next}>
      <Action kind="secondary" size="xs" onClick={onShow}>
        {words.show}
      </Action>
      {mayCancel && (
        <Action kind="secondary" size="xs" onClick={onCancel}>
          {words.cancel}
        </Action>
      )}
    </span>
  )
}

function Cancel({ purchase, onClose }: { purchase: Purchase; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const cancel = useChange<Purchase, Purchase>(me, account.id, ({ id }) => ({ path: `/v1/purchases/${id}/cancel` }))
  return (
    <ConfirmDialog
      title={words.purchases.cancelTitle}
      confirm={words.purchases.cancelConfirm}
      open
      onClose={onClose}
      busy={cancel.isPending}
      error={cancel.error && problemText(words, cancel.error)}
      onConfirm={() =>
        afterwards(cancel.mutateAsync(purchase), () => {
          say(words.purchases.cancelled)
          onClose()
        })
      }
    >
      {words.purchases.cancelText(purchase.reference)}
    </ConfirmDialog>
  )
}

/** One that was waiting and is confirmed: the balance has changed, and whoever looks at the page is told. */
function useArrivals(purchases: readonly Purchase[] | undefined): void {
  const words = useWords()
  const client = useQueryClient()
  const { account } = useSession()
  const waiting = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!purchases) return
    const arrived = purchases.filter(({ id, status }) => status === 'confirmed' && waiting.current.has(id))
    waiting.current = new Set(purchases.filter(({ status }) => status === 'pending').map(({ id }) => id))
    if (arrived.length === 0) return
    void client.invalidateQueries({ queryKey: [account.id, 'balance'] })
    void client.invalidateQueries({ queryKey: [account.id, 'statement'] })
    for (const { amount, currency } of arrived) say(words.purchases.confirmed(amountText(words, amount, currency)))
  }, [purchases, client, account.id, words])
}
