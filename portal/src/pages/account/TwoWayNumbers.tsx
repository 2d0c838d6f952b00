// The numbers of an account and where what is written to them is posted; and the numbers that it asked for.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type NumberRequest, numberRequestsQuery, numbersQuery, type TwoWayNumber } from '../../api/two-way.ts'
import { Action } from '../../ui/Action.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { countryName } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './TwoWay.module.css'
import { TwoWayCallback } from './TwoWayCallback.tsx'
import { useWhyNot } from './whyNot.ts'

const TONES = { pending: 'waiting', assigned: 'good', refused: 'bad' } as const

export function TwoWayNumbers() {
  const words = useWords().twoWay.numbers
  const { account } = useSession()
  const { data, error, refetch } = useQuery(numbersQuery(account.id))
  const [editing, setEditing] = useState<TwoWayNumber | null>(null)
  const mayNot = useWhyNot('account:write')
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={3} height={30} />
  const columns: Column<TwoWayNumber>[] = [
    { header: words.number, cell: ({ number }) => <strong>{number}</strong>, phone: 'title' },
    {
      header: words.callback,
      cell: ({ callback_url }) =>
        callback_url === null ? words.noCallback : <span className={style.url}>{callback_url}</span>,
    },
    { header: words.style, cell: (row) => words.styles[row.style] ?? row.style },
    {
      header: words.actions,
      cell: (row) =>
        mayNot === null && (
          <Action kind="secondary" size="xs" onClick={() => setEditing(row)}>
            {words.setCallback}
          </Action>
        ),
      phone: 'aside',
    },
  ]
  return (
    <>
      <section className={style.section} aria-label={words.title}>
        {data.data.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <Table rows={data.data} columns={columns} label={words.title} rowKey={({ id }) => id} />
        )}
      </section>
      <Requests />
      {editing && <TwoWayCallback number={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function Requests() {
  const words = useWords()
  const { me, account } = useSession()
  const { data } = useQuery(numberRequestsQuery(account.id))
  const mayNot = useWhyNot('account:write')
  const withdraw = useChange<string, null>(me, account.id, (id) => ({
    method: 'DELETE',
    path: `/v1/number-requests/${id}`,
  }))
  if (!data || data.data.length === 0) return null
  const { requests } = words.twoWay
  const columns: Column<NumberRequest>[] = [
    {
      header: requests.what,
      cell: ({ kind, country }) => (
        <span className={style.whole}>
          {requests.kinds[kind]}, {countryName(country)}
        </span>
      ),
      phone: 'title',
    },
    { header: requests.status, cell: (row) => <RequestStatus request={row} />, phone: 'aside' },
    { header: requests.use, cell: ({ purpose }) => purpose, wide: true },
    { header: requests.asked, cell: ({ created_at }) => <Time at={created_at} /> },
    {
      header: requests.actions,
      cell: ({ id, status }) =>
        status === 'pending' &&
        mayNot === null && (
          <Action
            kind="secondary"
            size="xs"
            busy={withdraw.isPending && withdraw.variables === id}
            onClick={() => withdraw.mutate(id, { onSuccess: () => say(requests.withdrawn) })}
          >
            {requests.withdraw}
          </Action>
        ),
      phone: 'plain',
    },
  ]
  return (
    <section className={style.section} aria-labelledby="requests">
      <div className={style.heading}>
        <h2 id="requests">{requests.title}</h2>
      </div>
      {withdraw.error && <Notice kind="harm">{problemText(words, withdraw.error)}</Notice>}
      <Table rows={data.data} columns={columns} label={requests.title} rowKey={({ id }) => id} />
    </section>
  )
}

function RequestStatus({ request: { status, number, reason } }: { request: NumberRequest }) {
  const words = useWords().twoWay.requests
  return (
    <>
      <Tag tone={TONES[status]}>{words.statuses[status]}</Tag>
      {(number ?? reason) !== null && <small className={style.reason}>{number ?? reason}</small>}
    </>
  )
}
