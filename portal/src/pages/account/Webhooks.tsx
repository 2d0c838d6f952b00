// Where programs of the account are told what becomes of its messages.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Endpoint, EVENTS_OF, endpointsQuery } from '../../api/webhooks.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { AccountNotices } from './AccountNotices.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import style from './Webhooks.module.css'
import { useWhyNot } from './whyNot.ts'

export function Webhooks() {
  const words = useWords().webhooks
  const [adding, setAdding] = useState(false)
  const why = useWhyNot('account:write')
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => setAdding(true)}>
          {words.add}
        </Action>
      }
    >
      <AccountNotices kinds={['endpoint.disabled']} />
      <List />
      {adding && <WebhookForm onClose={() => setAdding(false)} />}
    </Page>
  )
}

function List() {
  const words = useWords().webhooks
  const { account } = useSession()
  const { data, error, refetch } = useQuery(endpointsQuery(account.id))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={4} height={26} />
  if (data.data.length === 0) return <p>{words.none}</p>
  const columns: Column<Endpoint>[] = [
    {
      header: words.url,
      cell: ({ id, url }) => (
        <Link to={PATHS.webhook} params={{ id }} className={style.url}>
          {url}
        </Link>
      ),
      phone: 'title',
    },
    { header: words.status, cell: (row) => <EndpointStatus endpoint={row} />, phone: 'aside' },
    {
      header: words.events,
      cell: ({ style, events }) => words.eventCount(EVENTS_OF[style].filter((each) => events.includes(each)).length),
    },
    { header: words.style, cell: (row) => words.styles[row.style] },
    {
      header: words.secret,
      cell: ({ secret_hint }) => <code>…{secret_hint}</code>,
      phone: 'hidden',
    },
  ]
  return <Table rows={data.data} columns={columns} label={words.title} rowKey={({ id }) => id} />
}

export function EndpointStatus({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords().webhooks
  if (!endpoint.enabled) return <Tag tone={endpoint.disabled_reason === null ? 'quiet' : 'bad'}>{words.disabled}</Tag>
  return endpoint.failing_since === null ? (
    <Tag tone="good">{words.enabled}</Tag>
  ) : (
    <Tag tone="attention">{words.failing}</Tag>
  )
}
