// How an account stands: what it can spend, what became of today's messages, the latest of them, and how to begin.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { balanceQuery } from '../../api/queries.ts'
import { PATHS } from '../../paths.ts'
import { amountText } from '../../ui/Amount.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { AccountNotices } from './AccountNotices.tsx'
import { ApiStart } from './ApiStart.tsx'
import { FirstRun } from './FirstRun.tsx'
import { LatestMessages } from './LatestMessages.tsx'
import { Live } from './Live.tsx'
import style from './Overview.module.css'
import { OverviewCharts } from './OverviewCharts.tsx'
import { Today } from './Today.tsx'

export function Overview() {
  const words = useWords()
  const { account, may } = useSession()
  return (
    <Page
      title={account.name}
      beside={<Live />}
      action={
        may('messages:send') && (
          <LinkButton kind="primary" to={PATHS.send}>
            {words.navigation.send}
          </LinkButton>
        )
      }
    >
      <AccountNotices kinds={['endpoint.disabled']} />
      <div className={style.top}>
        <Balance accountId={account.id} />
        {may('messages:read') && <Today accountId={account.id} />}
      </div>
      <FirstRun />
      {may('messages:read') && <OverviewCharts accountId={account.id} />}
      {may('messages:read') && (
        <section className={style.section} aria-labelledby="latest">
          <div className={style.heading}>
            <h2 id="latest">{words.overview.latest}</h2>
            <Link to={PATHS.logs}>{words.overview.allMessages}</Link>
          </div>
          <LatestMessages accountId={account.id} />
        </section>
      )}
      {may('account:write') && <ApiStart />}
    </Page>
  )
}

function Balance({ accountId }: { accountId: string }) {
  const words = useWords()
  const { data, error, refetch } = useQuery(balanceQuery(accountId))
  return (
    <section className={style.balance} aria-labelledby="balance">
      <h2 id="balance" className={style.question}>
        {words.overview.balance}
      </h2>
      {data ? (
        <>
          <p className={style.figure}>
            {grouped(data.balance)} <span>{words.currency(data.currency)}</span>
          </p>
          <p className={style.small}>
            {data.units !== null && data.currency !== 'units' && `${words.overview.enoughFor(grouped(data.units))} `}
            {Number(data.held) > 0 && words.overview.held(amountText(words, data.held, data.currency))}
          </p>
        </>
      ) : error ? (
        <Problem error={error} retry={refetch} />
      ) : (
        <Waiting lines={1} height={44} />
      )}
    </section>
  )
}
