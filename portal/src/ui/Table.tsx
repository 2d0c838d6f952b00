// Rows in columns; on a phone, as a list.
import type { ReactNode } from 'react'
import style from './Table.module.css'

export interface Column<Row> {
  header: string
  /** Where two headers may be alike. */
  key?: string
  cell(row: Row): ReactNode
  /** Figures stand at the right, their digits below one another. */
  figure?: boolean
  /** In the list of a phone: its first line, the line's end, a line with its header in front (so without a word) or with
   * nothing in front, or nothing at all. */
  phone?: 'title' | 'aside' | 'line' | 'plain' | 'hidden'
  /** Takes the room that is left, and cuts what is longer. */
  wide?: boolean
}

export function Table<Row>({
  rows,
  columns,
  label,
  rowKey,
  stale = false,
}: {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  label: string
  rowKey(row: Row): string
  /** While the next page is on its way. */
  stale?: boolean
}) {
  const classes = ({ figure, wide }: Column<Row>): string =>
    [figure && style.figure, wide && style.wide].filter(Boolean).join(' ')
  return (
    <table className={style.table} aria-label={label} aria-busy={stale}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key ?? column.header} scope="col" className={classes(column)}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td
                key={column.key ?? column.header}
                className={classes(column)}
                data-phone={column.phone ?? 'line'}
                data-header={column.header}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
