// Credits above the limit of one person: somebody else than who asked for it confirms.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { Credit } from '../../api/operator-types.ts'
import type { Page } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useStaff } from '../session.ts'
import style from './Operator.module.css'
import { useOperatorChange } from './useOperator.ts'

export function PendingCredits() {
  const words = useWords()
  const own = words.operatorMoney.credits
  const { me } = useStaff()
  const { data } = useQuery(operatorQuery<Page<Credit>>('/credits/pending', { limit: PAGE }))
  const decide = useOperatorChange<{ credit: Credit; to: 'confirm' | 'refuse' }, Credit>(({ credit, to }) => ({
    path: `/accounts/${credit.account_id}/credits/${credit.id}/${to}`,
  }))
  if (!data || data.data.length === 0) return null
  const isOwn = (credit: Credit): boolean => credit.requested_by === `user:${me.user.id}`
  const choose = (credit: Credit, to: 'confirm' | 'refuse'): void =>
    decide.mutate({ credit, to }, { onSuccess: ({ status }) => say(own.done[status]) })
  return (
    <section className={style.section}>
      <div>
        <h2>{own.title}</h2>
        <p className={style.quiet}>{own.means}</p>
      </div>
      {decide.error && <Notice kind="harm">{problemText(words, decide.error)}</Notice>}
      <Table
        label={own.title}
        rows={data.data}
        rowKey={({ id }) => id}
        columns={[
          {
            header: own.reference,
            cell: ({ account_id, reference }) => (
              <Link to={PATHS.operatorAccount} params={{ id: account_id }}>
                {reference}
              </Link>
            ),
            phone: 'title',
          },
          { header: own.note, cell: ({ note }) => note, wide: true },
          { header: own.asked, cell: ({ created_at }) => <Time at={created_at} /> },
          { header: own.amount, cell: (row) => <Amount amount={row.amount} currency={row.currency} />, figure: true },
          {
            header: own.decide,
            cell: (credit) => (
              <div className={style.pair}>
                <Action
                  size="xs"
                  kind="secondary"
                  why={isOwn(credit) ? own.yourOwn : null}
                  onClick={() => choose(credit, 'confirm')}
                >
                  {own.confirm}
                </Action>
                <Action size="xs" kind="secondary" onClick={() => choose(credit, 'refuse')}>
                  {isOwn(credit) ? own.withdraw : own.refuse}
                </Action>
              </div>
            ),
          },
        ]}
      />
    </section>
  )
}
