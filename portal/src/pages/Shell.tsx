// What surrounds every page: navigation at the side (at the bottom of a phone), the account, the person.
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { meQuery } from '../api/queries.ts'
import type { AccountAccess, Me } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyPage } from '../ui/Page.tsx'
import { useWords } from '../words/index.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Problem } from './Problem.tsx'
import style from './Shell.module.css'
import { SignIn } from './SignIn.tsx'
import { SessionContext } from './session.ts'
import { UserMenu } from './UserMenu.tsx'

export function Shell() {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me === null) return <SignIn />
  if (me) return <SignedIn me={me} />
  return error && <main className={style.alone}>{<Problem error={error} retry={refetch} />}</main>
}

function SignedIn({ me }: { me: Me }) {
  const words = useWords()
  const { account: chosen } = useSearch({ from: '__root__' })
  const account = chosen === undefined ? me.accounts[0] : me.accounts.find(({ id }) => id === chosen)
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
        {me.accounts.length > 0 && <AccountMenu accounts={me.accounts} account={account} />}
        {account && <Navigation />}
        <UserMenu me={me} />
      </header>
      <main id="content" className={style.content} tabIndex={-1}>
        {account ? <Content me={me} account={account} /> : <NoAccount me={me} />}
      </main>
    </div>
  )
}

function Navigation() {
  const words = useWords()
  return (
    <nav className={style.navigation} aria-label={words.shell.navigation}>
      <Link to={PATHS.overview} activeOptions={{ exact: true, includeSearch: false }}>
        <Icon name="overview" />
        {words.shell.overview}
      </Link>
      <Link to={PATHS.logs} activeOptions={{ includeSearch: false }}>
        <Icon name="logs" />
        {words.shell.logs}
      </Link>
      <a href="/docs">
        <Icon name="docs" />
        {words.shell.docs}
      </a>
    </nav>
  )
}

function Content({ me, account }: { me: Me; account: AccountAccess }) {
  const words = useWords()
  const session = useMemo(() => ({ me, account }), [me, account])
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

function NoAccount({ me }: { me: Me }) {
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
  return <EmptyPage title={noAccount.title} text={me.user.staff_role === null ? noAccount.text : noAccount.staff} />
}
