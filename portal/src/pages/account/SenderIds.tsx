// The names that an account's messages come from: asked for here, decided by the operator.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type SenderIdInFull, senderPageQuery } from '../../api/senders.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { countryName } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { AccountNotices } from './AccountNotices.tsx'
import { SenderIdRequest } from './SenderIdRequest.tsx'
import style from './SenderIds.module.css'
import { useWhyNot } from './whyNot.ts'

const PAGE = 50
const TONES = { pending: 'waiting', approved: 'good', rejected: 'bad' } as const

export function SenderIds() {
  const words = useWords().senders
  const [asking, setAsking] = useState(false)
  const why = useWhyNot('account:write')
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => setAsking(true)}>
          {words.request}
        </Action>
      }
    >
      <AccountNotices kinds={['sender_id.approved', 'sender_id.rejected']} />
      <List />
      {asking && <SenderIdRequest onClose={() => setAsking(false)} />}
    </Page>
  )
}

function List() {
  const words = useWords().senders
  const { account } = useSession()
  const { cursor } = useSearch({ from: PATHS.senderIds })
  const { data, error, refetch } = useQuery(senderPageQuery(account.id, cursor, PAGE))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={5} height={26} />
  if (data.data.length === 0) return <p>{words.none}</p>
  const columns: Column<SenderIdInFull>[] = [
    { header: words.name, cell: ({ name }) => <strong>{name}</strong>, phone: 'title' },
    { header: words.status, cell: (row) => <Status sender={row} />, phone: 'aside' },
    { header: words.countries, cell: (row) => placesOf(row, words.everywhere) },
    { header: words.sample, cell: ({ sample_content }) => sample_content ?? '', wide: true },
    { header: words.asked, cell: ({ created_at }) => <Time at={created_at} /> },
  ]
  return (
    <>
      <Table rows={data.data} columns={columns} label={words.title} rowKey={({ id }) => id} />
      <CursorPages cursor={cursor} next={data.next} />
    </>
  )
}

function Status({ sender: { status, reason } }: { sender: SenderIdInFull }) {
  const words = useWords().senders
  return (
    <>
      <Tag tone={TONES[status]}>{words.statuses[status]}</Tag>
      {reason !== null && <small className={style.reason}>{reason}</small>}
    </>
  )
}

/** Where it may be used; where it was asked for while nobody has decided. */
function placesOf({ status, countries, asked_countries }: SenderIdInFull, everywhere: string): string {
  const places = status === 'approved' ? countries : asked_countries
  return places === null ? everywhere : places.map(countryName).join(', ')
}
