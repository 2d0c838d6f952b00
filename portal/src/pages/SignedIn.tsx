// What surrounds the pages of somebody who is signed in: navigation at the side (at the bottom of a phone), the account,
// the person. In a file of its own that is loaded once somebody is: who signs in does not wait for it.
import { Link, Outlet, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useLive } from '../api/live.ts'
import type { AccountAccess, Me } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { Mark } from '../ui/Mark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyPage } from '../ui/Page.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { prefer, useWords } from '../words/index.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Impersonation } from './Impersonation.tsx'
import { Navigation } from './Navigation.tsx'
import { accountEntries, operatorEntries, operatorHome } from './navigation.ts'
import { Reauthenticate } from './Reauthenticate.tsx'
import style from './Shell.module.css'
import { SessionContext, StaffContext } from './session.ts'
import { UserMenu } from './UserMenu.tsx'

export function SignedIn({ me, isOperator, isOwn }: { me: Me; isOperator: boolean; isOwn: boolean }) {
  const words = useWords()
  const { language } = me.user
  useEffect(() => void (language && prefer(language)), [language])
  const { account: chosen } = useSearch({ from: '__root__' })
  const account = chosen === undefined ? me.accounts[0] : me.accounts.find(({ id }) => id === chosen)
  const staff = me.user.staff_role
  const operatorAt = staff === null ? null : operatorHome()
  const entries =
    isOperator || (isOwn && !account) ? staff && operatorEntries(staff) : account && accountEntries(account)
  return (
    <div className={style.shell}>
      <a className={style.skip} href="#content">
        {words.shell.skip}
      </a>
      <header className={style.side}>
        <Link to={PATHS.overview} className={style.brand} aria-label={words.product}>
          <Mark size={26} />
          <span>{words.product}</span>
        </Link>
        {isOperator ? (
          <p className={style.account}>{words.navigation.toOperator}</p>
        ) : (
          me.accounts.length > 0 && <AccountMenu accounts={me.accounts} account={account} />
        )}
        {entries && entries.length > 0 && <Navigation entries={entries} />}
        <div className={style.foot}>
          {operatorAt !== null &&
            (isOperator ? (
              me.accounts.length > 0 && (
                <Link to={PATHS.overview} className={style.other}>
                  {words.navigation.toAccount}
                </Link>
              )
            ) : (
              <Link to={operatorAt} className={style.other}>
                {words.navigation.toOperator}
              </Link>
            ))}
          <UserMenu me={me} />
        </div>
      </header>
      <main id="content" className={style.content} tabIndex={-1}>
        {!isOperator && <Impersonation me={me} account={account} />}
        {isOperator ? (
          <ForStaff me={me} />
        ) : isOwn ? (
          <Outlet />
        ) : account ? (
          <Content me={me} account={account} />
        ) : (
          <NoAccount me={me} operatorAt={operatorAt} />
        )}
      </main>
      <Toasts />
      <Reauthenticate me={me} />
    </div>
  )
}

function Content({ me, account }: { me: Me; account: AccountAccess }) {
  const words = useWords()
  const session = useMemo(() => ({ me, account }), [me, account])
  useLive(account.id, account.permissions.includes('messages:read'))
  return (
    <SessionContext value={session}>
      {account.status !== 'active' && (
        <div className={style.notice}>
          <Notice kind="attention">{words.shell.inactive[account.status]}</Notice>
        </div>
      )}
      <Outlet key={account.id} />
    </SessionContext>
  )
}

function ForStaff({ me }: { me: Me }) {
  const { notStaff } = useWords().shell
  const role = me.user.staff_role
  const staff = useMemo(() => role && { me, role }, [me, role])
  if (staff) {
    return (
      <StaffContext value={staff}>
        <Outlet />
      </StaffContext>
    )
  }
  return (
    <EmptyPage title={notStaff.title} text={notStaff.text}>
      <Link to={PATHS.overview}>{notStaff.action}</Link>
    </EmptyPage>
  )
}

function NoAccount({ me, operatorAt }: { me: Me; operatorAt: string | null }) {
  const { noAccount, foreignAccount } = useWords().shell
  if (me.accounts.length > 0) {
    return (
      <EmptyPage title={foreignAccount.title} text={foreignAccount.text}>
        <Link to={PATHS.overview} search={{ account: undefined }}>
          {foreignAccount.action}
        </Link>
      </EmptyPage>
    )
  }
  if (operatorAt === null) return <EmptyPage title={noAccount.title} text={noAccount.text} />
  return (
    <EmptyPage title={noAccount.title} text={noAccount.staff}>
      <Link to={operatorAt}>{noAccount.action}</Link>
    </EmptyPage>
  )
}
