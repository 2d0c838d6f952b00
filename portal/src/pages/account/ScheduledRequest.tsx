// One request, message by message: what waits of it is changed, suspended or cancelled without the others.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ApiError } from '../../api/client.ts'
import { type RequestInFull, requestQuery } from '../../api/scheduled.ts'
import { PATHS } from '../../paths.ts'
import { Amount } from '../../ui/Amount.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyPage, Page } from '../../ui/Page.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Scheduled.module.css'
import { ScheduledActions } from './ScheduledActions.tsx'

const PAGE = 50
type Row = RequestInFull['messages'][number]

export function ScheduledRequest() {
  const words = useWords().scheduled
  const { account } = useSession()
  const { id } = useParams({ from: PATHS.scheduledRequest })
  const { cursor } = useSearch({ from: PATHS.scheduledRequest })
  const { data, error, refetch } = useQuery(requestQuery(account.id, id, cursor, PAGE))
  if (data) return <Found request={data} cursor={cursor} />
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyPage title={words.unknown.title} text={words.unknown.text}>
        <Link to={PATHS.scheduled}>{words.unknown.action}</Link>
      </EmptyPage>
    )
  }
  return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} height={28} />
}

function Found({ request, cursor }: { request: RequestInFull; cursor: string | undefined }) {
  const words = useWords().scheduled
  const { wallet, logs } = useWords()
  const waits = request.messages.some(({ schedule_at }) => schedule_at !== null)
  const back = (
    <Link to={waits ? PATHS.scheduled : PATHS.wallet} className={style.back}>
      <Icon name="back" size={16} />
      {waits ? words.title : wallet.title}
    </Link>
  )
  const goesOut: Column<Row> = {
    header: words.goesOut,
    cell: ({ schedule_at }) => schedule_at !== null && <Time at={schedule_at} />,
  }
  const actions: Column<Row> = {
    header: words.actions,
    cell: ({ id, text, schedule_at, state }) =>
      schedule_at !== null && (
        <ScheduledActions of={{ kind: 'messages', id, text, at: schedule_at, suspended: state === 'suspended' }} />
      ),
    phone: 'plain',
  }
  const columns: Column<Row>[] = [
    {
      header: words.to,
      cell: ({ id, to }) => (
        <Link to={PATHS.message} params={{ id }}>
          {to}
        </Link>
      ),
      phone: 'title',
    },
    { header: words.state, cell: ({ state }) => <StateTag state={state} />, phone: 'aside' },
    ...(waits ? [goesOut] : []),
    { header: words.text, cell: ({ text }) => text, wide: true },
    {
      header: waits ? words.held : logs.cost,
      cell: ({ charged, currency }) => <Amount amount={charged} currency={currency} />,
      figure: true,
    },
    ...(waits ? [actions] : []),
  ]
  return (
    <Page title={words.requestTitle(String(request.message_count), request.sender)} above={back}>
      <blockquote className={style.text}>{request.text}</blockquote>
      <Table rows={request.messages} columns={columns} label={words.messages} rowKey={({ id }) => id} />
      <CursorPages cursor={cursor} next={request.next} />
    </Page>
  )
}
