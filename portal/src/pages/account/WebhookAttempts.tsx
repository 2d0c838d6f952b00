// What was told at an endpoint, with every try and what was answered; told again one by one, or all that was given up.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type Endpoint, type Telling, type TellingStatus, tellingsQuery } from '../../api/webhooks.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { SidePanel } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { WebhookRecover } from './WebhookRecover.tsx'
import style from './Webhooks.module.css'
import { WebhookTelling } from './WebhookTelling.tsx'
import { useWhyNot } from './whyNot.ts'

const PAGE = 50
const STATUSES: readonly TellingStatus[] = ['pending', 'delivered', 'given_up']
const TONES = { pending: 'waiting', delivered: 'good', given_up: 'bad' } as const

export function WebhookAttempts({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords().webhooks
  const navigate = useNavigate()
  const { status } = useSearch({ from: PATHS.webhook })
  return (
    <section aria-labelledby="attempts">
      <div className={style.heading}>
        <h2 id="attempts">{words.attempts}</h2>
        <NativeSelect
          aria-label={words.showStatus}
          value={status ?? ''}
          onChange={(event) => {
            const chosen = (event.currentTarget.value || undefined) as TellingStatus | undefined
            void navigate({ to: PATHS.webhook, params: { id: endpoint.id }, search: { status: chosen } })
          }}
          data={[
            { value: '', label: words.anyStatus },
            ...STATUSES.map((each) => ({ value: each, label: words.statuses[each] })),
          ]}
        />
        <WebhookRecover endpoint={endpoint} />
      </div>
      <List endpoint={endpoint} />
    </section>
  )
}

function List({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords()
  const { me, account } = useSession()
  const { status, cursor } = useSearch({ from: PATHS.webhook })
  const [open, setOpen] = useState<string | null>(null)
  const query = tellingsQuery(account.id, endpoint.id, { status, cursor }, PAGE)
  const { data, error, refetch, isPlaceholderData } = useQuery(query)
  const retry = useChange<string, null>(me, account.id, (id) => ({ path: `/v1/webhooks/attempts/${id}/retry` }))
  const mayNot = useWhyNot('account:write')
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={8} height={22} />
  if (data.data.length === 0)
    return <p>{status === undefined ? words.webhooks.noAttempts : words.webhooks.noneOfStatus}</p>
  const { webhooks } = words
  const columns: Column<Telling>[] = [
    { header: webhooks.time, cell: ({ created_at }) => <Time at={created_at} /> },
    { header: webhooks.event, cell: ({ event }) => <code>{event}</code>, phone: 'title' },
    {
      header: webhooks.status,
      cell: (row) => <Tag tone={TONES[row.status]}>{webhooks.statuses[row.status]}</Tag>,
      phone: 'aside',
    },
    { header: webhooks.lastAnswer, cell: (row) => <LastTry telling={row} /> },
    {
      header: webhooks.next,
      cell: (row) => (
        <span className={style.rowButtons}>
          <Action kind="secondary" size="xs" onClick={() => setOpen(row.id)}>
            {webhooks.look}
          </Action>
          {mayNot === null && endpoint.enabled && (
            <Action
              kind="secondary"
              size="xs"
              busy={retry.isPending && retry.variables === row.id}
              onClick={() => retry.mutate(row.id, { onSuccess: () => say(webhooks.retried) })}
            >
              {webhooks.retry}
            </Action>
          )}
        </span>
      ),
      phone: 'plain',
    },
  ]
  const shown = data.data.find(({ id }) => id === open)
  return (
    <>
      {retry.error && <Notice kind="harm">{problemText(words, retry.error)}</Notice>}
      <Table
        rows={data.data}
        columns={columns}
        label={webhooks.attempts}
        rowKey={({ id }) => id}
        stale={isPlaceholderData}
      />
      <CursorPages cursor={cursor} next={data.next} />
      <SidePanel title={shown?.event ?? ''} open={shown !== undefined} onClose={() => setOpen(null)}>
        {shown && <WebhookTelling telling={shown} />}
      </SidePanel>
    </>
  )
}

function LastTry({ telling: { attempts, due_at } }: { telling: Telling }) {
  const words = useWords().webhooks
  const last = attempts.at(-1)
  return (
    <span className={style.try}>
      {last ? (last.status === null ? words.unanswered : words.answered(last.status, last.ms)) : words.notTried}
      {due_at !== null && last && (
        <small>
          {' '}
          {words.againAt} <Time at={due_at} />
        </small>
      )}
    </span>
  )
}
