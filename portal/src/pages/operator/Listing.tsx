// What became of a question for a list: its rows, that there are none, that it is on its way, or what went wrong.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { Problem } from '../Problem.tsx'
import style from './Operator.module.css'

export function Listing<Row>({
  query,
  cursor,
  empty,
  ...table
}: {
  query: UseQueryResult<{ data: Row[]; next?: string | null }, Error>
  /** Of the address; null for a list that is one page. */
  cursor: string | undefined | null
  empty: ReactNode
  columns: readonly Column<Row>[]
  label: string
  rowKey(row: Row): string
}) {
  const { data, error, refetch, isPlaceholderData } = query
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} height={26} />
  if (data.data.length === 0 && (cursor ?? undefined) === undefined) return <p className={style.none}>{empty}</p>
  return (
    <>
      <Table rows={data.data} stale={isPlaceholderData} {...table} />
      {cursor !== null && <CursorPages cursor={cursor} next={data.next} />}
    </>
  )
}
