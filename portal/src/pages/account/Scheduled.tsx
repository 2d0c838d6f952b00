// What waits for its time, by request: changed, suspended, resumed and cancelled.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ScheduledRequest, scheduledQuery } from '../../api/scheduled.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Page } from '../../ui/Page.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { ScheduledActions } from './ScheduledActions.tsx'
import { useWhyNot } from './whyNot.ts'

const PAGE = 50

export function Scheduled() {
  const words = useWords().scheduled
  const { may } = useSession()
  const navigate = useNavigate()
  const why = useWhyNot('messages:send')
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => navigate({ to: PATHS.send })}>
          {words.schedule}
        </Action>
      }
    >
      {may('messages:read') ? <List /> : <p>{words.forbidden}</p>}
    </Page>
  )
}

function List() {
  const words = useWords().scheduled
  const { account } = useSession()
  const { cursor } = useSearch({ from: PATHS.scheduled })
  const query = scheduledQuery(account.id, cursor, PAGE)
  const { data, error, refetch, isPlaceholderData } = useQuery(query)
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} height={30} />
  if (data.data.length === 0) return <p>{words.none}</p>
  const columns: Column<ScheduledRequest>[] = [
    { header: words.goesOut, cell: ({ schedule_at }) => <Time at={schedule_at} />, phone: 'title' },
    {
      header: words.state,
      cell: ({ suspended }) => <StateTag state={suspended ? 'suspended' : 'scheduled'} />,
      phone: 'aside',
    },
    {
      header: words.to,
      cell: (row) => (
        <Link to={PATHS.scheduledRequest} params={{ id: row.id }}>
          {row.waiting === 1 ? row.to : words.recipients(String(row.waiting))}
        </Link>
      ),
    },
    { header: words.sender, cell: ({ sender }) => sender },
    { header: words.text, cell: ({ text }) => text, wide: true },
    { header: words.held, cell: ({ held, currency }) => <Amount amount={held} currency={currency} />, figure: true },
    {
      header: words.actions,
      cell: (row) => (
        <ScheduledActions
          of={{ kind: 'requests', id: row.id, text: row.text, at: row.schedule_at, suspended: row.suspended }}
        />
      ),
      phone: 'plain',
    },
  ]
  return (
    <>
      <Table rows={data.data} columns={columns} label={words.title} rowKey={({ id }) => id} stale={isPlaceholderData} />
      <CursorPages cursor={cursor} next={data.next} />
    </>
  )
}
