// What there is to spend, what was ordered, and everything that moved the wallet.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { balanceQuery } from '../../api/queries.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { Page } from '../../ui/Page.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { PurchaseDialog } from './PurchaseDialog.tsx'
import { Purchases } from './Purchases.tsx'
import style from './Wallet.module.css'
import { WalletStatement } from './WalletStatement.tsx'

export function Wallet() {
  const words = useWords()
  const { may } = useSession()
  if (!may('balance:read')) return <Page title={words.wallet.title}>{words.wallet.forbidden}</Page>
  return (
    <Page title={words.wallet.title} action={<Buy />}>
      <Balance />
      <Purchases />
      <WalletStatement />
    </Page>
  )
}

function Buy() {
  const words = useWords().purchases
  const { account, may } = useSession()
  const [open, setOpen] = useState(false)
  const { data: balance } = useQuery(balanceQuery(account.id))
  const why = account.status !== 'active' ? words.inactive : may('purchases:write') ? null : words.forbidden
  return (
    <>
      <Action why={why} onClick={() => setOpen(true)}>
        {balance && balance.currency !== 'units' ? words.buyMoney : words.buy}
      </Action>
      {open && <PurchaseDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function Balance() {
  const words = useWords()
  const { account } = useSession()
  const { data, error, refetch } = useQuery(balanceQuery(account.id))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={1} height={56} />
  return (
    <dl className={style.balance}>
      <div>
        <dt>{words.wallet.free}</dt>
        <dd className={style.figure}>
          {grouped(data.balance)} <span>{words.currency(data.currency)}</span>
        </dd>
        {data.units !== null && data.currency !== 'units' && (
          <dd className={style.small}>{words.wallet.enoughFor(grouped(data.units))}</dd>
        )}
      </div>
      <div>
        <dt>{words.wallet.held}</dt>
        <dd className={style.lesser}>{amountText(words, data.held, data.currency)}</dd>
      </div>
    </dl>
  )
}
