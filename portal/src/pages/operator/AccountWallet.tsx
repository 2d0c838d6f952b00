// What an account has, what moved it, and a credit by staff.
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { Account, Credit } from '../../api/operator-types.ts'
import type { Page } from '../../api/types.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount, amountText } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

interface Movement {
  id: string
  at: string
  kind: 'topup' | 'hold' | 'capture' | 'release' | 'adjust_up' | 'adjust_down'
  amount: string
  currency: string
  note: string | null
}

const LATEST = 10

export function AccountWallet({ account }: { account: Account }) {
  const words = useWords().operatorAccounts
  const [crediting, setCrediting] = useState(false)
  const why = useWhyNot()('credits:give')
  const query = useQuery(operatorQuery<Page<Movement>>(`/accounts/${account.id}/statement`, { limit: LATEST }))
  return (
    <section className={style.section}>
      <div className={style.head}>
        <h2>{words.wallet}</h2>
        <Action kind="secondary" why={why} onClick={() => setCrediting(true)}>
          {words.credit}
        </Action>
      </div>
      <dl className={style.figures}>
        <div>
          <dt>{words.free}</dt>
          <dd>
            <Amount amount={account.balance} currency={account.currency} />
          </dd>
        </div>
        <div>
          <dt>{words.held}</dt>
          <dd>
            <Amount amount={account.held} currency={account.currency} />
          </dd>
        </div>
      </dl>
      <Listing
        query={query}
        cursor={null}
        label={words.latestMovements}
        rowKey={({ id }) => id}
        empty={words.noMovements}
        columns={[
          { header: words.time, cell: ({ at }) => <Time at={at} /> },
          { header: words.movement, cell: ({ kind }) => words.movements[kind], phone: 'title' },
          { header: words.note, cell: ({ note }) => note ?? '', wide: true },
          {
            header: words.amount,
            cell: ({ amount, currency }) => <Amount amount={amount} currency={currency} />,
            figure: true,
            phone: 'aside',
          },
        ]}
      />
      {crediting && <CreditDialog account={account} onClose={() => setCrediting(false)} />}
    </section>
  )
}

function CreditDialog({ account, onClose }: { account: Account; onClose(): void }) {
  const words = useWords()
  const own = words.operatorAccounts
  const give = useOperatorChange<object, Credit>((body) => ({ path: `/accounts/${account.id}/credits`, body }))
  function credit(form: FormData): void {
    const text = (name: string): string => String(form.get(name)).trim()
    const input = { amount: text('amount').replaceAll(',', ''), currency: account.currency, kind: text('kind') }
    give.mutate(
      { ...input, note: text('note'), reference: text('reference') },
      {
        onSuccess: ({ status, amount, currency }) => {
          const shown = amountText(words, amount, currency)
          say(status === 'pending' ? own.creditWaits(shown) : own.credited(shown, account.name))
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={own.creditTitle(account.name)} open onClose={onClose}>
      <Form
        submit={own.credit}
        busy={give.isPending}
        error={give.error && problemText(words, give.error)}
        onCancel={onClose}
        onSubmit={credit}
      >
        <FieldRow>
          <TextInput
            name="amount"
            label={own.amountIn(account.currency)}
            description={own.amountHint}
            inputMode="decimal"
            required
            data-autofocus
          />
          <NativeSelect
            name="kind"
            label={own.kind}
            data={[
              { value: 'topup', label: own.kinds.topup },
              { value: 'adjustment', label: own.kinds.adjustment },
            ]}
          />
        </FieldRow>
        <TextInput name="reference" label={own.reference} description={own.referenceHint} maxLength={100} required />
        <TextInput name="note" label={own.note} description={own.noteHint} maxLength={200} required />
      </Form>
    </Dialog>
  )
}
