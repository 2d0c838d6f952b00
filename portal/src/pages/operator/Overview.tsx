// The console's first page: is it working, what was sent today, and what waits for somebody.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { operatorQuery } from '../../api/operator.ts'
import type { Carrier, Trouble } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { CarrierState } from './CarrierState.tsx'
import style from './Operator.module.css'
import { OverviewCharts } from './OverviewCharts.tsx'
import { troubles } from './troubles.ts'
import { EVERY_MS, useToday } from './useToday.ts'

export function Overview() {
  const words = useWords().operator
  return (
    <Page title={words.overview.title}>
      <TroubleNotice />
      <Today />
      <OverviewCharts />
      <div className={style.columns}>
        <Decisions />
        <Carriers />
      </div>
    </Page>
  )
}

function TroubleNotice() {
  const words = useWords().operator
  const { data } = useQuery(operatorQuery<Trouble>('/trouble', {}, EVERY_MS))
  const count = data ? troubles(data) : 0
  if (count === 0) return null
  return (
    <div className={style.section}>
      <Notice kind="attention">
        {words.overview.inTrouble(count)} <Link to={PATHS.operatorTrouble}>{words.overview.seeTrouble}</Link>
      </Notice>
    </div>
  )
}

function Today() {
  const words = useWords()
  const { data, error, refetch } = useToday()
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={2} height={60} />
  const { by_state, messages } = data
  const ended = by_state.delivered + by_state.failed
  const rate = ended === 0 ? '–' : `${((100 * by_state.delivered) / ended).toFixed(1)} %`
  const count = (figure: number): string => grouped(String(figure))
  return (
    <section className={style.section} aria-label={words.operator.overview.today}>
      <h2>{words.operator.overview.today}</h2>
      <dl className={style.figures}>
        <div>
          <dt>{words.operator.overview.accepted}</dt>
          <dd>{count(messages)}</dd>
        </div>
        <div>
          <dt>{words.operator.overview.deliveryRate}</dt>
          <dd>{rate}</dd>
        </div>
        {(['delivered', 'failed', 'sent', 'queued'] as const).map((state) => (
          <div key={state}>
            <dt>{words.states[state]}</dt>
            <dd>{count(by_state[state])}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Decisions() {
  const words = useWords().operator.overview
  const { data } = useToday()
  if (!data) return null
  const { waiting } = data
  const rows = [
    { to: PATHS.operatorSenders, label: words.senderIds, count: waiting.sender_ids },
    { to: PATHS.operatorPurchases, label: words.purchases, count: waiting.purchases },
    { to: PATHS.operatorPurchases, label: words.credits, count: waiting.credits },
    { to: PATHS.operatorNumbers, label: words.numbers, count: waiting.number_requests },
    { to: PATHS.operatorAccounts, label: words.accounts, count: waiting.accounts, search: { status: 'pending' } },
  ].filter(({ count }) => count > 0)
  return (
    <section className={style.section}>
      <h2>{words.waiting}</h2>
      {rows.length === 0 ? (
        <p className={style.quiet}>{words.nothingWaits}</p>
      ) : (
        <ul className={style.list}>
          {rows.map(({ to, label, count, search = {} }) => (
            <li key={label}>
              <Link to={to} search={search}>
                {label}
              </Link>
              <span className={style.count}>{count}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Carriers() {
  const words = useWords().operatorNetwork.carriers
  const { data } = useQuery(operatorQuery<{ data: Carrier[] }>('/carriers', {}, EVERY_MS))
  if (!data) return null
  return (
    <section className={style.section}>
      <h2>{words.title}</h2>
      <ul className={style.list}>
        {data.data.map((carrier) => (
          <li key={carrier.id}>
            <Link to={PATHS.operatorCarriers}>{carrier.name}</Link>
            <CarrierState carrier={carrier} />
          </li>
        ))}
      </ul>
    </section>
  )
}
