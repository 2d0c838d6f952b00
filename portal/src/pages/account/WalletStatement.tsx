// The statement: movements of the wallet, the newest first. Filters and the place in the list are in the address.
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useDownload } from '../../api/download.ts'
import {
  MOVEMENT_KINDS,
  type Movement,
  type MovementKind,
  type StatementFilters,
  statementQuery,
} from '../../api/wallet.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { dayOf, dayStart } from '../../ui/days.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Wallet.module.css'

const PAGE = 50

export function WalletStatement() {
  const words = useWords()
  const { account } = useSession()
  const { account: _, ...search } = useSearch({ from: PATHS.wallet })
  const { cursor, ...filters } = search
  const { data, error, refetch, isPlaceholderData } = useQuery(statementQuery(account.id, search, PAGE))
  const download = useDownload('statement.csv', {
    path: '/v1/statement.csv',
    query: { ...filters },
    accountId: account.id,
  })
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <section className={style.section} aria-labelledby="statement">
      <div className={style.heading}>
        <h2 id="statement">{words.wallet.statement}</h2>
        <Action
          kind="secondary"
          size="xs"
          busy={download.isPending}
          leftSection={<Icon name="download" size={16} />}
          onClick={() => download.mutate()}
        >
          {words.wallet.download}
        </Action>
      </div>
      {download.error && (
        <Notice kind="harm">
          {words.wallet.downloadFailed} {problemText(words, download.error)}
        </Notice>
      )}
      <Filters key={JSON.stringify(filters)} filters={filters} />
      {error ? (
        <Problem error={error} retry={refetch} />
      ) : !data ? (
        <Waiting lines={8} height={22} />
      ) : data.data.length === 0 ? (
        <p className={style.none}>{filtered || cursor !== undefined ? words.wallet.noneMatch : words.wallet.none}</p>
      ) : (
        <Movements rows={data.data} stale={isPlaceholderData} />
      )}
      <CursorPages cursor={cursor} next={data?.next} />
    </section>
  )
}

function Movements({ rows, stale }: { rows: readonly Movement[]; stale: boolean }) {
  const words = useWords().wallet
  const { may } = useSession()
  const columns: Column<Movement>[] = [
    {
      header: words.time,
      cell: ({ at }) => (
        <span className={style.line}>
          <Time at={at} />
        </span>
      ),
    },
    { header: words.kind, cell: ({ kind }) => <span className={style.line}>{words.kinds[kind]}</span>, phone: 'title' },
    {
      header: words.note,
      wide: true,
      cell: ({ note, subject_type, subject_id }) =>
        note ?? (may('messages:read') ? <Subject type={subject_type} id={subject_id} /> : null),
    },
    { header: words.amount, figure: true, phone: 'hidden', cell: ({ amount }) => grouped(amount) },
    { header: words.change, figure: true, phone: 'aside', cell: ({ change }) => <Change amount={change} /> },
    {
      header: words.balance,
      figure: true,
      cell: ({ balance }) => (balance === null ? '' : grouped(balance)),
    },
  ]
  return <Table rows={rows} columns={columns} label={words.statement} rowKey={({ id }) => id} stale={stale} />
}

function Subject({ type, id }: { type: Movement['subject_type']; id: string }) {
  const words = useWords().wallet
  if (type === 'credit') return null
  return type === 'message' ? (
    <Link to={PATHS.message} params={{ id }}>
      {words.toMessage}
    </Link>
  ) : (
    <Link to={PATHS.scheduledRequest} params={{ id }}>
      {words.toRequest}
    </Link>
  )
}

function Change({ amount }: { amount: string }) {
  if (/^-?0(\.0+)?$/.test(amount)) return <span className={style.quiet}>0</span>
  return amount.startsWith('-') ? grouped(amount) : <span className={style.up}>+{grouped(amount)}</span>
}

function Filters({ filters }: { filters: StatementFilters }) {
  const words = useWords().wallet
  const navigate = useNavigate()
  const any = Object.values(filters).some((value) => value !== undefined)
  function apply(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string): string | undefined => String(form.get(name)) || undefined
    const search: StatementFilters = {
      kind: text('kind') as MovementKind | undefined,
      from: dayStart(text('from')),
      to: dayStart(text('until'), 1),
    }
    void navigate({ to: PATHS.wallet, search })
  }
  return (
    <form className={style.filters} onSubmit={apply} aria-label={words.filters}>
      <NativeSelect
        name="kind"
        label={words.kind}
        defaultValue={filters.kind ?? ''}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        data={[
          { value: '', label: words.anyKind },
          ...MOVEMENT_KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] })),
        ]}
      />
      <TextInput name="from" type="date" label={words.from} defaultValue={dayOf(filters.from)} />
      <TextInput name="until" type="date" label={words.until} defaultValue={dayOf(filters.to, -1)} />
      <div className={style.buttons}>
        <Button type="submit" variant="default">
          {words.apply}
        </Button>
        {any && <Link to={PATHS.wallet}>{words.clear}</Link>}
      </div>
    </form>
  )
}
