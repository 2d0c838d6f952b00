// The last two weeks by day and by route, in the colours of what became of the messages.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trafficDaysQuery } from '../../api/queries.ts'
import type { State } from '../../api/types.ts'
import { Chart, drawing } from '../../ui/Chart.tsx'
import { dayText } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import style from './OverviewCharts.module.css'

const DAYS = 14

export function OverviewCharts({ accountId }: { accountId: string }) {
  const { states, overview } = useWords()
  const days = lastDays(DAYS)
  useEffect(drawing.fetch, [])
  const { data } = useQuery(trafficDaysQuery(accountId, new Date(`${days[0]}T00:00:00`).toISOString()))
  if (!data || data.days.length === 0) return null // an account without messages has other things to see to
  const series = [
    { key: 'delivered', label: states.delivered, colour: 'var(--state-delivered)' },
    { key: 'underWay', label: overview.underWay, colour: 'var(--state-sent)' },
    { key: 'failed', label: states.failed, colour: 'var(--state-failed)' },
  ]
  return (
    <div className={style.charts}>
      <Chart
        question={overview.daysQuestion}
        unit={overview.daysUnit}
        atHeader={overview.day}
        atText={dayText}
        kind="stacked"
        series={series}
        rows={days.map((day) => ({ at: day, ...parts(data.days.find((row) => row.day === day)?.by_state) }))}
      />
      <Chart
        question={overview.routesQuestion}
        unit={overview.routesUnit}
        atHeader={overview.route}
        atText={(route) => route}
        named
        kind="stacked"
        series={series}
        rows={data.routes.slice(0, ROUTES_MAX).map(({ route, by_state }) => ({ at: route, ...parts(by_state) }))}
      />
    </div>
  )
}

const ROUTES_MAX = 8

function parts(counts: Record<State, number> | undefined) {
  const { delivered = 0, failed = 0, sent = 0, queued = 0 } = counts ?? {}
  return { delivered, failed, underWay: sent + queued }
}

/** Of the reader's own zone, today the last. */
function lastDays(count: number): string[] {
  const two = (part: number): string => String(part).padStart(2, '0')
  return Array.from({ length: count }, (_, index) => {
    const at = new Date()
    at.setDate(at.getDate() - (count - 1 - index))
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  })
}
