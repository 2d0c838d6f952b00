// A chart answers the question above it, starts at zero and names its unit; the same figures are there as a table.
import { useState } from 'react'
import { useWords } from '../words/index.ts'
import style from './Chart.module.css'
import type { ChartParts, ChartRow } from './ChartParts.ts'
import { later } from './later.ts'
import { Table } from './Table.tsx'
import { grouped } from './text.ts'
import { Waiting } from './Waiting.tsx'

/** Fetched while a page waits for its figures. */
export const drawing = later(() => import('./ChartDrawing.tsx').then(({ ChartDrawing }) => ChartDrawing))

export function Chart({
  question,
  unit,
  atHeader,
  ...parts
}: ChartParts & {
  question: string
  /** As in "messages a day". */
  unit: string
  /** What `at` is, as the header of its column. */
  atHeader: string
}) {
  const words = useWords().ui
  const Drawing = drawing.useIt()
  const [asTable, setAsTable] = useState(false)
  const { rows, series, atText, figureText = (figure) => grouped(String(figure)) } = parts
  return (
    <figure className={style.chart}>
      <figcaption>
        <h2>{question}</h2>
        <span className={style.unit}>{unit}</span>
        <button type="button" onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {asTable ? words.asChart : words.asTable}
        </button>
      </figcaption>
      {asTable ? (
        <Table
          label={`${question} (${unit})`}
          rows={rows}
          rowKey={({ at }) => at}
          columns={[
            { header: atHeader, cell: ({ at }) => atText(at), phone: 'title' },
            ...series.map(({ key, label }) => ({
              header: label,
              figure: true,
              cell: (row: ChartRow) => figureText(Number(row[key] ?? 0)),
            })),
          ]}
        />
      ) : (
        <>
          {series.length > 1 && (
            <ul className={style.legend}>
              {series.map(({ key, label, colour }) => (
                <li key={key}>
                  <svg width="10" height="10" aria-hidden="true">
                    <circle cx="5" cy="5" r="5" fill={colour} />
                  </svg>
                  {label}
                </li>
              ))}
            </ul>
          )}
          <div className={style.drawing} aria-hidden="true">
            {Drawing ? <Drawing {...parts} figureText={figureText} /> : <Waiting lines={1} height={240} />}
          </div>
        </>
      )}
    </figure>
  )
}
