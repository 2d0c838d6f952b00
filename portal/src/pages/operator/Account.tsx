// One customer: how it stands, its limits and prices, its wallet, its people; and signing in as it.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { Account as AccountRow } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { AccountMembers } from './AccountMembers.tsx'
import { AccountSettings } from './AccountSettings.tsx'
import { AccountState } from './Accounts.tsx'
import { AccountWallet } from './AccountWallet.tsx'
import style from './Operator.module.css'
import { SignInAs } from './SignInAs.tsx'
import { useMay, useOperatorChange, useWhyNot } from './useOperator.ts'

export function Account() {
  const words = useWords().operatorAccounts
  const { id } = useParams({ from: PATHS.operatorAccount })
  const { data, error, refetch } = useQuery(operatorQuery<AccountRow>(`/accounts/${encodeURIComponent(id)}`))
  const may = useMay()
  if (!data || data.id !== id) {
    return <Page title={words.one}>{error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} />}</Page>
  }
  return (
    <Page
      title={data.name}
      above={<Link to={PATHS.operatorAccounts}>{words.all}</Link>}
      beside={<AccountState status={data.status} />}
      action={
        <div className={style.buttons}>
          <SignInAs account={data} />
          <Status account={data} />
        </div>
      }
    >
      <AccountWallet account={data} />
      <AccountSettings key={data.id} account={data} />
      {may('accounts:serve') && <AccountMembers accountId={data.id} />}
      <section className={style.section}>
        <h2>{words.more}</h2>
        <ul className={style.stack}>
          <li>
            <Link to={PATHS.operatorAudit} search={{ of: data.id }}>
              {words.audit}
            </Link>
          </li>
          <li>
            <code className={style.code}>{data.id}</code>
          </li>
        </ul>
      </section>
    </Page>
  )
}

/** What it can become: an active one is suspended, any other one activated. */
function Status({ account }: { account: AccountRow }) {
  const words = useWords()
  const own = words.operatorAccounts
  const [asking, setAsking] = useState(false)
  const isActive = account.status === 'active'
  const next = isActive ? 'suspended' : 'active'
  const why = useWhyNot()('accounts:change')
  const change = useOperatorChange(() => ({
    method: 'PATCH',
    path: `/accounts/${account.id}`,
    body: { status: next },
  }))
  async function confirm(): Promise<void> {
    await change.mutateAsync()
    setAsking(false)
    say(isActive ? own.isSuspended(account.name) : own.isActive(account.name))
  }
  return (
    <>
      <Action kind={isActive ? 'danger' : 'primary'} why={why} onClick={() => setAsking(true)}>
        {isActive ? own.suspend : own.activate}
      </Action>
      <ConfirmDialog
        title={isActive ? own.suspendTitle(account.name) : own.activateTitle(account.name)}
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => confirm().catch(() => {})}
        confirm={isActive ? own.suspend : own.activate}
        kind={isActive ? 'danger' : 'primary'}
        busy={change.isPending}
        error={change.error && problemText(words, change.error)}
      >
        <p>{isActive ? own.suspendMeans : own.activateMeans}</p>
      </ConfirmDialog>
    </>
  )
}
