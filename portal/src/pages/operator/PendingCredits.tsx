// Credits above the limit of one person: somebody else than who asked for it confirms.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorListQuery } from '../../api/operator.ts'
import type { Credit, PendingCredit } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount, amountText } from '../../ui/Amount.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
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
  const { data } = useQuery(operatorListQuery<PendingCredit>('/credits/pending'))
  const [confirming, setConfirming] = useState<PendingCredit | null>(null)
  const decide = useOperatorChange<{ credit: Credit; to: 'confirm' | 'refuse' }, Credit>(({ credit, to }) => ({
    path: `/accounts/${credit.account_id}/credits/${credit.id}/${to}`,
  }))
  if (!data || data.data.length === 0) return null
  const isOwn = (credit: Credit): boolean => credit.requested_by === `user:${me.user.id}`
  const choose = (credit: Credit, to: 'confirm' | 'refuse'): void =>
    decide.mutate(
      { credit, to },
      {
        onSuccess: ({ status }) => {
          say(own.done[status])
          setConfirming(null)
        },
      },
    )
  return (
    <section className={style.section}>
      <div>
        <h2>{own.title}</h2>
        <p className={style.quiet}>{own.means}</p>
      </div>
      {decide.error && !confirming && <Notice kind="harm">{problemText(words, decide.error)}</Notice>}
      <Table
        label={own.title}
        rows={data.data}
        rowKey={({ id }) => id}
        columns={[
          {
            header: own.account,
            cell: ({ account_id, account_name }) => (
              <Link className={style.name} to={PATHS.operatorAccount} params={{ id: account_id }}>
                {account_name}
              </Link>
            ),
            phone: 'title',
          },
          { header: own.reference, cell: ({ reference }) => <code>{reference}</code> },
          { header: own.note, cell: ({ note }) => note, wide: true },
          { header: own.askedBy, cell: askedBy },
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
                  onClick={() => setConfirming(credit)}
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
      {confirming && (
        <ConfirmDialog
          title={own.confirmTitle(amountText(words, confirming.amount, confirming.currency))}
          open
          onClose={() => {
            setConfirming(null)
            decide.reset()
          }}
          onConfirm={() => choose(confirming, 'confirm')}
          confirm={own.confirm}
          kind="primary"
          busy={decide.isPending}
          error={decide.error && problemText(words, decide.error)}
        >
          <div className={style.stack}>
            <dl className={style.terms}>
              <dt>{own.account}</dt>
              <dd>{confirming.account_name}</dd>
              <dt>{own.askedBy}</dt>
              <dd>{askedBy(confirming)}</dd>
              <dt>{own.reference}</dt>
              <dd>{confirming.reference}</dd>
              <dt>{own.note}</dt>
              <dd>{confirming.note}</dd>
            </dl>
            <p>{own.confirmMeans}</p>
          </div>
        </ConfirmDialog>
      )}
    </section>
  )
}

const askedBy = ({ requested_by, requested_by_name }: PendingCredit): string => requested_by_name ?? requested_by
