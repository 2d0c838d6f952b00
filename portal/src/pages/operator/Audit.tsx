// Who changed what, and the proof that nobody changed the log.
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { AuditLine, AuditProof } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { dayStart } from '../../ui/days.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Filters } from './Filters.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useMay, useOperatorChange } from './useOperator.ts'

export function Audit() {
  const words = useWords().operatorHouse.audit
  const { of, action, actor, target, from, to, cursor } = useSearch({ from: PATHS.operatorAudit })
  const query = useQuery(
    operatorQuery<PageOf<AuditLine>>('/audit', {
      ...(of && accountOf(of, words.installation)),
      action,
      actor,
      target,
      from: dayStart(from),
      to: dayStart(to, 1),
      cursor,
      limit: PAGE,
    }),
  )
  return (
    <Page title={words.title} action={<Proofs of={of && accountOf(of, words.installation).account_id} />}>
      <Filters
        values={{ action, actor, target, of, from, to }}
        fields={[
          { name: 'action', label: words.action, hint: 'credit' },
          { name: 'actor', label: words.actor, hint: words.actorHint },
          { name: 'target', label: words.target },
          { name: 'of', label: words.account, hint: words.accountHint },
          { name: 'from', label: words.from, type: 'date' },
          { name: 'to', label: words.to, type: 'date' },
        ]}
      />
      <Listing
        query={query}
        cursor={cursor}
        label={words.title}
        rowKey={({ account_id, seq }) => `${account_id} ${seq}`}
        empty={words.none}
        columns={[
          { header: words.time, cell: ({ at }) => <Time at={at} /> },
          {
            header: words.action,
            cell: ({ action }) => <code>{action}</code>,
            phone: 'title',
          },
          {
            header: words.actor,
            cell: ({ actor, actor_name }) => (
              <Link to={PATHS.operatorAudit} search={{ actor }} title={actor}>
                {actor_name ?? actor.split(':')[0]}
              </Link>
            ),
          },
          {
            header: words.account,
            cell: ({ account_id, account_name }) =>
              account_id === null ? (
                words.installation
              ) : (
                <Link to={PATHS.operatorAccount} params={{ id: account_id }}>
                  {account_name ?? account_id}
                </Link>
              ),
          },
          {
            header: words.detail,
            cell: ({ detail }) =>
              Object.keys(detail).length > 0 && (
                <details>
                  <summary>{summaryOf(detail)}</summary>
                  <pre className={style.code}>{JSON.stringify(detail, null, 2)}</pre>
                </details>
              ),
            wide: true,
          },
        ]}
      />
    </Page>
  )
}

/** The proofs read everything, so they are made when somebody asks. */
function Proofs({ of }: { of: string | undefined }) {
  const words = useWords()
  const own = words.operatorHouse.audit
  const may = useMay()
  const log = useQuery({ ...operatorQuery<AuditProof>('/audit/verify', { account_id: of }), enabled: false })
  const book = useOperatorChange<void, { holds: boolean; checked: object[]; breaches: object[] }>(() => ({
    path: '/ledger/verify',
  }))
  const failed = log.error ?? book.error
  return (
    <div className={style.stack}>
      <div className={style.buttons}>
        <Action busy={log.isFetching} onClick={() => log.refetch()}>
          {own.verify}
        </Action>
        {may('ledger:verify') && (
          <Action kind="secondary" busy={book.isPending} onClick={() => book.mutate()}>
            {own.verifyBook}
          </Action>
        )}
      </div>
      {log.data && (
        <Notice kind={log.data.holds ? 'done' : 'harm'}>
          {log.data.holds
            ? own.holds(grouped(String(log.data.lines)), grouped(String(log.data.chains)))
            : own.broken(log.data.breaks.map(({ seq, reason }) => `${seq}: ${own.breaks[reason]}`).join('; '))}
        </Notice>
      )}
      {book.data && (
        <Notice kind={book.data.holds ? 'done' : 'harm'}>
          {book.data.holds ? own.bookHolds(book.data.checked.length) : own.bookBroken(book.data.breaches.length)}
        </Notice>
      )}
      {failed && <Notice kind="harm">{problemText(words, failed)}</Notice>}
    </div>
  )
}

const SUMMARY_MAX = 120

function summaryOf(detail: Record<string, unknown>): string {
  const text = Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ')
  return text.length > SUMMARY_MAX ? `${text.slice(0, SUMMARY_MAX)}…` : text
}

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** What was written about an account: its id, that it is the installation itself, or a part of its name. */
function accountOf(text: string, installation: string): { account_id?: string; account_name?: string } {
  if (ID.test(text)) return { account_id: text }
  const isNone = ['installation', installation.toLowerCase()].includes(text.toLowerCase())
  return isNone ? { account_id: 'installation' } : { account_name: text }
}
