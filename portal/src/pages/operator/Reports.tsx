// Traffic, what it earned, what it cost and what is left, by day, account, route or carrier.
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { save } from '../../api/download.ts'
import { operatorQuery } from '../../api/operator.ts'
import type { Grouping, Report, ReportLine } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { dayText, grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { csvOf } from './csv.ts'
import { Filters } from './Filters.tsx'
import style from './Operator.module.css'
import { type DayLine, type Days, everyDay, lastDays } from './reportDays.ts'
import { useMay } from './useOperator.ts'

const GROUPINGS: readonly Grouping[] = ['day', 'account', 'route', 'carrier']
const DAYS_SHOWN = 14

export function Reports() {
  const words = useWords()
  const may = useMay()
  if (may('reports:read')) return <Traffic />
  return <Page title={words.operatorMoney.reports.title}>{words.operator.notYours}</Page>
}

function Traffic() {
  const words = useWords().operatorMoney.reports
  const search = useSearch({ from: PATHS.operatorReports })
  const usual = { ...lastDays(DAYS_SHOWN), by: 'day' }
  const { from = usual.from, to = usual.to, currency } = search
  const by = GROUPINGS.find((grouping) => grouping === search.by) ?? 'day'
  const query = { from, to, group_by: by, currency: currency?.toUpperCase() }
  const { data, error, refetch, isPlaceholderData } = useQuery(operatorQuery<Report>('/reports/traffic', query))
  return (
    <Page
      title={words.title}
      action={
        data && (
          <Action kind="secondary" onClick={() => save(`traffic-by-${by}-${from}-${to}.csv`, csvOf(CSV, data.data))}>
            {words.download}
          </Action>
        )
      }
    >
      <Filters
        values={search}
        usual={usual}
        fields={[
          { name: 'from', label: words.from, type: 'date' },
          { name: 'to', label: words.to, type: 'date' },
          {
            name: 'by',
            label: words.by,
            options: GROUPINGS.map((value) => ({ value, label: words.groupings[value] })),
          },
          { name: 'currency', label: words.currency, hint: data?.currency ?? '' },
        ]}
      />
      {!data ? (
        error ? (
          <Problem error={error} retry={refetch} />
        ) : (
          <Waiting lines={8} />
        )
      ) : (
        <Answer report={data} by={by} days={isPlaceholderData ? null : { from, to }} />
      )}
    </Page>
  )
}

const CSV = [
  'key',
  'name',
  'messages',
  'segments',
  'delivered',
  'failed',
  'cancelled',
  'price',
  'cost',
  'margin',
] as const

/** `days`: null while another answer is on its way. */
function Answer({ report, by, days }: { report: Report; by: Grouping; days: Days | null }) {
  const words = useWords()
  const own = words.operatorMoney.reports
  const { total, currency, missing_rates, data } = report
  const money = (amount: string): string => amountText(words, amount, currency)
  return (
    <>
      <section className={style.section}>
        {missing_rates.length > 0 && (
          <Notice kind="attention">
            {own.missingRates(missing_rates.join(', '), currency)}{' '}
            <Link to={PATHS.operatorExchangeRates}>{own.setRates}</Link>
          </Notice>
        )}
        <dl className={style.figures}>
          <div>
            <dt>{own.messages}</dt>
            <dd>{grouped(String(total.messages))}</dd>
          </div>
          <div>
            <dt>{own.price}</dt>
            <dd>{money(total.price)}</dd>
          </div>
          <div>
            <dt>{own.cost}</dt>
            <dd>{money(total.cost)}</dd>
          </div>
          <div>
            <dt>{own.margin}</dt>
            <dd>{money(total.margin)}</dd>
          </div>
        </dl>
      </section>
      {data.length === 0 ? (
        <p className={style.none}>{own.none}</p>
      ) : (
        <>
          {by === 'day' && days && <DayCharts lines={everyDay(data, days)} currency={currency} />}
          <section className={style.section}>
            <h2>{own.lines[by]}</h2>
            <Lines lines={data} by={by} />
          </section>
        </>
      )}
    </>
  )
}

function DayCharts({ lines, currency }: { lines: readonly DayLine[]; currency: string }) {
  const words = useWords()
  const own = words.operatorMoney.reports
  return (
    <section className={style.section}>
      <div className={style.columns}>
        <Chart
          question={own.arriving}
          unit={own.messagesADay}
          atHeader={own.day}
          atText={dayText}
          kind="stacked"
          rows={lines.map(({ key, delivered, failed }) => ({ at: key, delivered, failed }))}
          series={[
            { key: 'delivered', label: words.states.delivered, colour: 'var(--state-delivered)' },
            { key: 'failed', label: words.states.failed, colour: 'var(--state-failed)' },
          ]}
        />
        <Chart
          question={own.earning}
          unit={own.amountADay(currency)}
          atHeader={own.day}
          atText={dayText}
          kind="line"
          rows={lines.map(({ key, price, cost }) => ({ at: key, price: Number(price), cost: Number(cost) }))}
          series={[
            { key: 'price', label: own.price, colour: 'var(--accent)' },
            { key: 'cost', label: own.cost, colour: 'var(--attention)' },
          ]}
        />
      </div>
    </section>
  )
}

function Lines({ lines, by }: { lines: readonly ReportLine[]; by: Grouping }) {
  const words = useWords()
  const own = words.operatorMoney.reports
  const count = (
    header: string,
    figure: (line: ReportLine) => number,
    phone: 'line' | 'hidden' = 'line',
  ): Column<ReportLine> => ({
    header,
    cell: (line) => grouped(String(figure(line))),
    figure: true,
    phone,
  })
  const money = (header: string, figure: (line: ReportLine) => string): Column<ReportLine> => ({
    header,
    cell: (line) => grouped(figure(line)),
    figure: true,
  })
  return (
    <Table
      label={own.lines[by]}
      rows={lines}
      rowKey={({ key }) => key}
      columns={[
        {
          header: own.groupings[by],
          cell: ({ key, name }) =>
            by === 'account' && key !== '' ? (
              <Link to={PATHS.operatorAccount} params={{ id: key }}>
                {name}
              </Link>
            ) : (
              (name ?? (key === '' ? own.noCarrier : key))
            ),
          phone: 'title',
        },
        count(own.messages, ({ messages }) => messages),
        count(own.segments, ({ segments }) => segments, 'hidden'),
        count(words.states.delivered, ({ delivered }) => delivered, 'hidden'),
        count(words.states.failed, ({ failed }) => failed, 'hidden'),
        money(own.price, ({ price }) => price),
        money(own.cost, ({ cost }) => cost),
        money(own.margin, ({ margin }) => margin),
      ]}
    />
  )
}
