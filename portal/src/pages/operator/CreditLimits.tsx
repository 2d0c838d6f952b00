// How much one person may credit at a time, by currency: above it a second one confirms.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { OPERATOR, operatorQuery } from '../../api/operator.ts'
import type { CreditLimit } from '../../api/operator-types.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount, amountText } from '../../ui/Amount.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { markIn, typedDecimal } from '../../ui/decimal.ts'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useLanguage, useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useMay, useOperatorChange, useWhyNot } from './useOperator.ts'

const LIST = '/credit-limits'
type Limits = { data: CreditLimit[] }

export function CreditLimits() {
  const words = useWords()
  const own = words.operatorSettings.limits
  const mayRead = useMay()('credits:give')
  const why = useWhyNot()('credits:limit')
  const [setting, setSetting] = useState(false)
  return (
    <section className={style.section} aria-label={own.title}>
      <div className={style.head}>
        <h2>{own.title}</h2>
        {mayRead && (
          <Action kind="secondary" why={why} onClick={() => setSetting(true)}>
            {own.set}
          </Action>
        )}
      </div>
      <p className={style.quiet}>{own.means}</p>
      {mayRead ? <Table /> : <p>{words.operator.notYours}</p>}
      {setting && <NewLimit onClose={() => setSetting(false)} />}
    </section>
  )
}

function Table() {
  const words = useWords()
  const own = words.operatorSettings.limits
  const mayChange = useMay()('credits:limit')
  const [removing, setRemoving] = useState<string | null>(null)
  const query = useQuery(operatorQuery<Limits>(LIST))
  return (
    <>
      <Listing
        query={query}
        cursor={null}
        label={own.title}
        rowKey={({ currency }) => currency}
        empty={own.none}
        columns={[
          { header: own.currency, cell: ({ currency }) => words.currency(currency), phone: 'title', wide: true },
          {
            header: own.most,
            cell: ({ amount, currency }) => <Amount amount={amount} currency={currency} />,
            figure: true,
            phone: 'line',
          },
          ...(mayChange
            ? [
                {
                  header: words.operator.actions,
                  cell: ({ currency }: CreditLimit) => (
                    <Action kind="secondary" size="xs" onClick={() => setRemoving(currency)}>
                      {own.remove}
                    </Action>
                  ),
                  phone: 'aside' as const,
                },
              ]
            : []),
        ]}
      />
      {removing !== null && <Removal currency={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

/** Limits are replaced as a whole, so they are read anew just before: what somebody else set meanwhile stays. */
function useLimits() {
  return useOperatorChange<(limits: CreditLimit[]) => CreditLimit[], Limits>(async (change) => {
    const { data } = await call<Limits>({ path: `${OPERATOR}${LIST}` })
    return { method: 'PUT', path: LIST, body: { data: change(data) } }
  })
}

const without = (limits: CreditLimit[], currency: string): CreditLimit[] =>
  limits.filter((limit) => limit.currency !== currency)

function NewLimit({ onClose }: { onClose(): void }) {
  const words = useWords()
  const own = words.operatorSettings.limits
  const mark = markIn(useLanguage())
  const [invalid, setInvalid] = useState(false)
  const save = useLimits()
  function given(form: FormData): void {
    const code = String(form.get('currency')).trim()
    const currency = code.toLowerCase() === 'units' ? 'units' : code.toUpperCase()
    const amount = typedDecimal(String(form.get('amount')), mark)
    setInvalid(amount === null || amount.startsWith('-'))
    if (amount === null || amount.startsWith('-')) return
    save.mutate((limits) => [...without(limits, currency), { currency, amount }], {
      onSuccess: () => {
        say(own.isSet(amountText(words, amount, currency)))
        onClose()
      },
    })
  }
  return (
    <Dialog title={own.set} open onClose={onClose}>
      <Form
        submit={own.set}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
        onCancel={onClose}
        onSubmit={given}
      >
        <FieldRow>
          <TextInput
            name="currency"
            label={own.currency}
            description={own.currencyHint}
            placeholder="TZS"
            maxLength={5}
            required
            data-autofocus
          />
          <TextInput
            name="amount"
            label={own.most}
            description={own.mostHint}
            error={invalid && own.mostInvalid}
            inputMode="decimal"
            required
          />
        </FieldRow>
      </Form>
    </Dialog>
  )
}

function Removal({ currency, onClose }: { currency: string; onClose(): void }) {
  const words = useWords()
  const own = words.operatorSettings.limits
  const save = useLimits()
  return (
    <ConfirmDialog
      title={own.removeTitle(words.currency(currency))}
      open
      onClose={onClose}
      onConfirm={() =>
        save.mutate((limits) => without(limits, currency), {
          onSuccess: () => {
            say(own.isRemoved)
            onClose()
          },
        })
      }
      confirm={own.remove}
      busy={save.isPending}
      error={save.error && problemText(words, save.error)}
    >
      <p>{own.removeMeans}</p>
    </ConfirmDialog>
  )
}
