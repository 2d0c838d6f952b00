// The drawing itself, in a file of its own for its size: it is loaded with the first chart.
import { Area, AreaChart, Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import style from './Chart.module.css'
import type { ChartParts } from './ChartParts.ts'

const TICK = { fill: 'var(--quiet)', fontSize: 12 }
const short = new Intl.NumberFormat('en', { notation: 'compact' })

export function ChartDrawing({
  rows,
  series,
  atText,
  kind,
  named = false,
  figureText,
}: ChartParts & { figureText(n: number): string }) {
  const frame = (
    <>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        dataKey="at"
        tickFormatter={named ? (at: string) => shortened(atText(at)) : atText}
        tick={TICK}
        tickLine={false}
        stroke="var(--line)"
        {...(!named ? { minTickGap: 24 } : rows.length <= LEVEL_MAX ? { interval: 0 } : SLANTED)}
      />
      <YAxis
        domain={[0, 'auto']}
        allowDecimals={false}
        tickFormatter={(figure: number) => short.format(figure)}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={44}
      />
      <Tooltip
        wrapperClassName={style.tip as string}
        contentStyle={TIP}
        cursor={{ fill: 'var(--sunk)', stroke: 'var(--line-strong)' }}
        labelFormatter={(at) => atText(String(at))}
        formatter={(figure) => figureText(Number(figure))}
        isAnimationActive={false}
      />
    </>
  )
  const data = rows as ChartParts['rows'][number][]
  return (
    <ResponsiveContainer width="100%" height={240}>
      {kind === 'line' ? (
        <AreaChart data={data} margin={MARGIN} accessibilityLayer={false}>
          {frame}
          {series.map(({ key, label, colour }) => (
            <Area
              key={key}
              dataKey={key}
              name={label}
              stroke={colour}
              strokeWidth={2}
              fill={colour}
              fillOpacity={0.08}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      ) : (
        <BarChart data={data} margin={MARGIN} accessibilityLayer={false} maxBarSize={36}>
          {frame}
          {series.map(({ key, label, colour }) => (
            <Bar
              key={key}
              dataKey={key}
              name={label}
              fill={colour}
              isAnimationActive={false}
              {...(kind === 'stacked' && { stackId: 'whole' })}
            />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  )
}

// So many names are beside one another on a phone; more of them are slanted.
const LEVEL_MAX = 3
const SLANTED = { interval: 0, angle: -40, textAnchor: 'end', height: 64 } as const
const NAME_MAX = 12
const shortened = (name: string): string => (name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name)

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 }
const TIP = { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 8, color: 'var(--ink)' }
