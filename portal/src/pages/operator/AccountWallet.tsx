// What an account has, what moved it, and a credit by staff.
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { Account, Credit } from '../../api/operator-types.ts'
import type { Page } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount, amountText } from '../../ui/Amount.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { markIn, typedDecimal } from '../../ui/decimal.ts'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useLanguage, useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

interface Movement {
  id: string
  at: string
  kind: 'topup' | 'hold' | 'capture' | 'release' | 'adjust_up' | 'adjust_down'
  change: string
  balance: string | null
  note: string | null
}

const AT_A_TIME = 10

export function AccountWallet({ account }: { account: Account }) {
  const { operatorAccounts: words, wallet: statement } = useWords()
  const { cursor } = useSearch({ from: PATHS.operatorAccount })
  const [crediting, setCrediting] = useState(false)
  const why = useWhyNot()('credits:give')
  const query = useQuery(
    operatorQuery<Page<Movement>>(`/accounts/${account.id}/statement`, { cursor, limit: AT_A_TIME }),
  )
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
        cursor={cursor}
        label={words.latestMovements}
        rowKey={({ id }) => id}
        empty={words.noMovements}
        columns={[
          { header: words.time, cell: ({ at }) => <Time at={at} /> },
          { header: words.movement, cell: ({ kind }) => words.movements[kind], phone: 'title' },
          { header: words.note, cell: ({ note }) => note ?? '', wide: true },
          { header: statement.change, cell: ({ change }) => signed(change), figure: true, phone: 'aside' },
          { header: statement.balance, cell: ({ balance }) => balance && grouped(balance), figure: true },
        ]}
      />
      {crediting && <CreditDialog account={account} onClose={() => setCrediting(false)} />}
    </section>
  )
}

interface Draft {
  /** As it was typed, and as it was read. */
  typed: string
  amount: string | null
  kind: string
  reference: string
  note: string
}

/** What goes out has its sign; so has what comes in. */
const signed = (change: string): string => (/^-|^0(\.0+)?$/.test(change) ? grouped(change) : `+${grouped(change)}`)

function CreditDialog({ account, onClose }: { account: Account; onClose(): void }) {
  const words = useWords()
  const own = words.operatorAccounts
  const mark = markIn(useLanguage())
  const [draft, setDraft] = useState<Draft | null>(null)
  const [asking, setAsking] = useState(false)
  const give = useOperatorChange<object, Credit>((body) => ({ path: `/accounts/${account.id}/credits`, body }))
  function given(form: FormData): void {
    const text = (name: string): string => String(form.get(name)).trim()
    const amount = typedDecimal(text('amount'), mark)
    const read = amount !== null && /[1-9]/.test(amount) ? amount : null
    setDraft({
      typed: text('amount'),
      amount: read,
      kind: text('kind'),
      reference: text('reference'),
      note: text('note'),
    })
    setAsking(read !== null)
  }
  function credit({ amount, kind, note, reference }: Draft): void {
    give.mutate(
      { amount, currency: account.currency, kind, note, reference },
      {
        onSuccess: ({ status, amount, currency }) => {
          const shown = amountText(words, amount, currency)
          say(status === 'pending' ? own.creditWaits(shown) : own.credited(shown, account.name))
          onClose()
        },
      },
    )
  }
  if (asking && draft !== null && draft.amount !== null) {
    const takes = draft.amount.startsWith('-')
    const shown = amountText(words, draft.amount.replace('-', ''), account.currency)
    return (
      <ConfirmDialog
        title={takes ? own.takeSure : own.creditSure}
        open
        onClose={() => {
          give.reset()
          setAsking(false)
        }}
        onConfirm={() => credit(draft)}
        confirm={takes ? own.takeConfirm(shown) : own.creditConfirm(shown)}
        kind={takes ? 'danger' : 'primary'}
        busy={give.isPending}
        error={give.error && problemText(words, give.error)}
      >
        <p>{takes ? own.takeMeans(shown, account.name) : own.creditMeans(shown, account.name)}</p>
      </ConfirmDialog>
    )
  }
  return (
    <Dialog title={own.creditTitle(account.name)} open onClose={onClose}>
      <Form submit={own.credit} onCancel={onClose} onSubmit={given}>
        <FieldRow>
          <TextInput
            name="amount"
            label={own.amountIn(account.currency)}
            description={own.amountHint}
            defaultValue={draft?.typed}
            error={draft?.amount === null && own.amountInvalid}
            inputMode="decimal"
            required
            data-autofocus
          />
          <NativeSelect
            name="kind"
            label={own.kind}
            defaultValue={draft?.kind}
            data={[
              { value: 'topup', label: own.kinds.topup },
              { value: 'adjustment', label: own.kinds.adjustment },
            ]}
          />
        </FieldRow>
        <TextInput
          name="reference"
          label={own.reference}
          description={own.referenceHint}
          defaultValue={draft?.reference}
          maxLength={100}
          required
        />
        <TextInput
          name="note"
          label={own.note}
          description={own.noteHint}
          defaultValue={draft?.note}
          maxLength={200}
          required
        />
      </Form>
    </Dialog>
  )
}
