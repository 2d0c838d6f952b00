// How busy today is by the hour, and what became of the last 30 days' messages.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { Report } from '../../api/operator-types.ts'
import { Chart, drawing } from '../../ui/Chart.tsx'
import { dayText } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import style from './Operator.module.css'
import { everyDay, lastDays } from './reportDays.ts'
import { useMay } from './useOperator.ts'
import { useToday } from './useToday.ts'

const DAYS = 30
const HOURS = 24
const HOUR_MS = 3_600_000
const CHART_HEIGHT = 300

export function OverviewCharts() {
  const may = useMay()
  useEffect(drawing.fetch, [])
  return (
    <section className={style.section}>
      <div className={style.columns}>
        {may('reports:read') && <ByDay />}
        <ByHour />
      </div>
    </section>
  )
}

function ByDay() {
  const { states, overview, operator } = useWords()
  const words = operator.overview
  const days = lastDays(DAYS)
  const { data, error, refetch } = useQuery(operatorQuery<Report>('/reports/traffic', { ...days, group_by: 'day' }))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={1} height={CHART_HEIGHT} />
  if (data.total.messages === 0) return <Nothing question={words.days} text={words.noneLately} />
  return (
    <Chart
      question={words.days}
      unit={words.messagesADay}
      atHeader={words.day}
      atText={dayText}
      kind="stacked"
      series={[
        { key: 'delivered', label: states.delivered, colour: 'var(--state-delivered)' },
        { key: 'underWay', label: overview.underWay, colour: 'var(--state-sent)' },
        { key: 'failed', label: states.failed, colour: 'var(--state-failed)' },
        { key: 'cancelled', label: states.cancelled, colour: 'var(--state-cancelled)' },
      ]}
      rows={everyDay(data.data, days).map(({ key, messages, delivered, failed, cancelled }) => ({
        at: key,
        delivered,
        underWay: messages - delivered - failed - cancelled,
        failed,
        cancelled,
      }))}
    />
  )
}

function ByHour() {
  const words = useWords().operator.overview
  const { data, from } = useToday()
  if (!data) return null // what is wrong is said above, by the figures of the same answer
  if (data.messages === 0) return <Nothing question={words.hours} text={words.noneToday} />
  const known = new Map(data.by_hour.map((hour) => [Date.parse(hour.from), hour.messages]))
  const hours = Array.from({ length: HOURS }, (_, hour) => Date.parse(from) + hour * HOUR_MS)
  return (
    <Chart
      question={words.hours}
      unit={words.messagesAnHour}
      atHeader={words.hour}
      atText={hourText}
      kind="bar"
      series={[{ key: 'messages', label: words.accepted, colour: 'var(--accent)' }]}
      rows={hours.map((at) => ({ at: new Date(at).toISOString(), messages: known.get(at) ?? 0 }))}
    />
  )
}

/** `08:00`, of the reader's own zone. */
const hourText = (at: string): string => `${String(new Date(at).getHours()).padStart(2, '0')}:00`

function Nothing({ question, text }: { question: string; text: string }) {
  return (
    <section className={style.stack}>
      <h2>{question}</h2>
      <p className={style.quiet}>{text}</p>
    </section>
  )
}
