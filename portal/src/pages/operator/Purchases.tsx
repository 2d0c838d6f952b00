// What customers asked to buy, and credits that wait for a second person.
import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { Purchase } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Filters } from './Filters.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { PendingCredits } from './PendingCredits.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useMay, useOperatorChange, useWhyNot } from './useOperator.ts'

const STATUSES = ['pending', 'confirmed', 'refused', 'cancelled'] as const
const TONES = { pending: 'waiting', confirmed: 'good', refused: 'bad', cancelled: 'quiet' } as const

type Deciding = { purchase: Purchase; to: 'confirm' | 'refuse' }

export function Purchases() {
  const words = useWords()
  const own = words.operatorMoney.purchases
  const { status, reference, cursor } = useSearch({ from: PATHS.operatorPurchases })
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [explaining, setExplaining] = useState(false)
  const why = useWhyNot()('purchases:decide')
  const may = useMay()
  const query = useQuery(operatorQuery<PageOf<Purchase>>('/purchases', { status, reference, cursor, limit: PAGE }))
  return (
    <Page
      title={own.title}
      action={
        <Action kind="secondary" why={why} onClick={() => setExplaining(true)}>
          {own.terms}
        </Action>
      }
    >
      {may('credits:give') && <PendingCredits />}
      <Filters
        values={{ status, reference }}
        fields={[
          {
            name: 'status',
            label: own.status,
            options: [
              { value: '', label: words.operator.any },
              ...STATUSES.map((value) => ({ value, label: own.statuses[value] })),
            ],
          },
          { name: 'reference', label: own.reference, hint: 'NJ4F7K2Q9D' },
        ]}
      />
      <Listing
        query={query}
        cursor={cursor}
        label={own.title}
        rowKey={({ id }) => id}
        empty={status || reference ? own.noneMatch : own.none}
        columns={[
          { header: own.reference, cell: ({ reference }) => <code>{reference}</code>, phone: 'title' },
          {
            header: own.account,
            cell: ({ account_id, account_name }) => (
              <Link to={PATHS.operatorAccount} params={{ id: account_id }}>
                {account_name}
              </Link>
            ),
          },
          { header: own.asked, cell: ({ created_at }) => <Time at={created_at} /> },
          {
            header: own.status,
            cell: ({ status, waits_for_second, reason }) => (
              <>
                <Tag tone={TONES[status]}>{waits_for_second ? own.waitsForSecond : own.statuses[status]}</Tag>
                {reason && <small className={style.small}> {reason}</small>}
              </>
            ),
            phone: 'aside',
          },
          { header: own.amount, cell: (row) => <Amount amount={row.amount} currency={row.currency} />, figure: true },
          {
            header: own.price,
            cell: (row) => row.price && <Amount amount={row.price} currency={row.price_currency} />,
            figure: true,
          },
          {
            header: own.decide,
            cell: (purchase) =>
              purchase.status === 'pending' &&
              why === null && (
                <div className={style.pair}>
                  <Action kind="secondary" size="xs" onClick={() => setDeciding({ purchase, to: 'confirm' })}>
                    {own.confirm}
                  </Action>
                  <Action kind="secondary" size="xs" onClick={() => setDeciding({ purchase, to: 'refuse' })}>
                    {own.refuse}
                  </Action>
                </div>
              ),
          },
        ]}
      />
      {deciding && <Decision key={deciding.to} {...deciding} onClose={() => setDeciding(null)} />}
      {explaining && <Terms onClose={() => setExplaining(false)} />}
    </Page>
  )
}

function Decision({ purchase, to, onClose }: Deciding & { onClose(): void }) {
  const words = useWords().operatorMoney.purchases
  const isConfirm = to === 'confirm'
  const decide = useOperatorChange<string, Purchase>((line) => ({
    path: `/accounts/${purchase.account_id}/purchases/${purchase.id}/${to}`,
    body: isConfirm ? { payment: line } : { reason: line },
  }))
  return (
    <ReasonDialog
      title={isConfirm ? words.confirmTitle(purchase.reference) : words.refuseTitle(purchase.reference)}
      label={isConfirm ? words.payment : words.reason}
      hint={isConfirm ? words.paymentHint : words.reasonHint}
      confirm={isConfirm ? words.confirm : words.refuse}
      kind={isConfirm ? 'primary' : 'danger'}
      change={decide}
      onGiven={(line) =>
        decide.mutate(line, {
          onSuccess: ({ waits_for_second }) => {
            say(waits_for_second ? words.secondNeeded : isConfirm ? words.isConfirmed : words.isRefused)
            onClose()
          },
        })
      }
      onClose={onClose}
    >
      <dl className={style.terms}>
        <dt>{words.account}</dt>
        <dd>{purchase.account_name}</dd>
        <dt>{words.amount}</dt>
        <dd>
          <Amount amount={purchase.amount} currency={purchase.currency} />
        </dd>
        {purchase.price && (
          <>
            <dt>{words.price}</dt>
            <dd>
              <Amount amount={purchase.price} currency={purchase.price_currency} />
            </dd>
          </>
        )}
      </dl>
    </ReasonDialog>
  )
}

function Terms({ onClose }: { onClose(): void }) {
  const words = useWords()
  const own = words.operatorMoney.purchases
  const { data } = useQuery(operatorQuery<{ instructions: string | null }>('/purchase-terms'))
  const save = useOperatorChange<object>((body) => ({ method: 'PUT', path: '/purchase-terms', body }))
  return (
    <Dialog title={own.terms} open onClose={onClose}>
      {data && (
        <Form
          submit={words.operator.save}
          busy={save.isPending}
          error={save.error && problemText(words, save.error)}
          onCancel={onClose}
          onSubmit={(form) =>
            save.mutate(
              { instructions: String(form.get('instructions')).trim() || null },
              {
                onSuccess: () => {
                  say(words.operator.saved)
                  onClose()
                },
              },
            )
          }
        >
          <Textarea
            name="instructions"
            label={own.instructions}
            description={own.instructionsHint}
            defaultValue={data.instructions ?? ''}
            maxLength={2000}
            autosize
            minRows={5}
          />
        </Form>
      )}
    </Dialog>
  )
}
