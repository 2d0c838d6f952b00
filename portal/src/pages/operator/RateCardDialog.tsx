// A rate card's terms: a new one, or others for one that there is. What its wallets are in is for good.
import { NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { RatePlan } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useOperatorChange } from './useOperator.ts'

export function RateCardDialog({ plan, onClose }: { plan: RatePlan | null; onClose(): void }) {
  const words = useWords()
  const own = words.operatorMoney.rates
  const navigate = useNavigate()
  const change = useOperatorChange<object, RatePlan>((body) =>
    plan ? { method: 'PATCH', path: `/rate-plans/${plan.id}`, body } : { path: '/rate-plans', body },
  )
  function save(form: FormData): void {
    const text = (name: string): string => String(form.get(name)).trim()
    const currency = text('currency').toUpperCase()
    const wallets = { denomination: text('wallets') === 'units' ? 'units' : currency, unit_currency: currency }
    const terms = {
      name: text('name'),
      unit_price: text('unitPrice'),
      home_country: text('home').toUpperCase(),
      refund_policy: text('policy'),
    }
    change.mutate(plan ? terms : { ...terms, ...wallets }, {
      onSuccess: ({ id }) => {
        say(words.operator.saved)
        onClose()
        void navigate({ to: PATHS.operatorRateCard, params: { id } })
      },
    })
  }
  return (
    <Dialog title={plan?.name ?? own.create} open onClose={onClose}>
      <Form
        submit={plan ? words.operator.save : own.create}
        busy={change.isPending}
        error={change.error && problemText(words, change.error)}
        onCancel={onClose}
        onSubmit={save}
      >
        <TextInput name="name" label={own.name} defaultValue={plan?.name} maxLength={100} required data-autofocus />
        {plan === null && (
          <FieldRow>
            <NativeSelect
              name="wallets"
              label={own.wallets}
              description={own.walletsHint}
              data={[
                { value: 'units', label: own.units },
                { value: 'money', label: own.money },
              ]}
            />
            <TextInput name="currency" label={own.currency} description={own.currencyHint} maxLength={3} required />
          </FieldRow>
        )}
        <FieldRow>
          <TextInput
            name="unitPrice"
            label={own.unitPrice}
            description={plan ? plan.unit_currency : own.unitPriceHint}
            inputMode="decimal"
            defaultValue={plan?.unit_price ?? '0'}
            required
          />
          <TextInput
            name="home"
            label={own.home}
            description={own.homeHint}
            defaultValue={plan?.home_country ?? '*'}
            maxLength={2}
            required
          />
        </FieldRow>
        <NativeSelect
          name="policy"
          label={own.policy}
          defaultValue={plan?.refund_policy}
          data={[
            { value: 'on_failure', label: own.policies.on_failure },
            { value: 'on_rejection', label: own.policies.on_rejection },
          ]}
        />
      </Form>
    </Dialog>
  )
}
