// An account's name, prices and limits.
import { NativeSelect, TextInput } from '@mantine/core'
import type { Account } from '../../api/operator-types.ts'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useDraft } from '../../ui/useDraft.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { usePlans } from './Accounts.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

export function AccountSettings({ account }: { account: Account }) {
  const words = useWords()
  const own = words.operatorAccounts
  const why = useWhyNot()('accounts:change')
  const plans = usePlans().filter(({ denomination }) => denomination === account.currency)
  const change = useOperatorChange<object>((body) => ({ method: 'PATCH', path: `/accounts/${account.id}`, body }))
  const { name, rate_plan_id, rate_plan, requests_per_minute, default_sender } = account
  // Not the balance, which moves while somebody writes.
  const draft = useDraft({ name, rate_plan_id, rate_plan, requests_per_minute, default_sender })
  const { from } = draft
  function save(form: FormData): void {
    const sender = String(form.get('sender')).trim()
    change.mutate(
      {
        name: String(form.get('name')),
        rate_plan_id: form.get('plan'),
        requests_per_minute: Number(form.get('limit')),
        default_sender: sender === '' ? null : sender,
      },
      {
        onSuccess: () => {
          draft.saved()
          say(words.operator.saved)
        },
      },
    )
  }
  return (
    <section className={style.section}>
      <h2>{own.settings}</h2>
      <Form
        key={draft.key}
        label={own.settings}
        submit={words.operator.save}
        kind="secondary"
        why={why}
        busy={change.isPending}
        error={change.error && problemText(words, change.error)}
        onInput={draft.touch}
        onSubmit={save}
      >
        <FieldRow>
          <TextInput name="name" label={own.name} defaultValue={from.name} maxLength={100} required />
          <NativeSelect
            name="plan"
            label={own.plan}
            description={own.samePlans(account.currency)}
            defaultValue={from.rate_plan_id}
            data={
              plans.length === 0
                ? [{ value: from.rate_plan_id, label: from.rate_plan }]
                : plans.map(({ id, name }) => ({ value: id, label: name }))
            }
            key={String(plans.length > 0)}
          />
        </FieldRow>
        <FieldRow>
          <TextInput
            name="limit"
            label={own.limit}
            description={own.limitHint}
            type="number"
            min={1}
            defaultValue={from.requests_per_minute}
            required
          />
          <TextInput
            name="sender"
            label={own.defaultSender}
            description={own.defaultSenderHint}
            defaultValue={from.default_sender ?? ''}
            maxLength={16}
          />
        </FieldRow>
      </Form>
    </section>
  )
}
