// Whether people open accounts by themselves, and by which prices.
import { NativeSelect, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { operatorQuery } from '../../api/operator.ts'
import type { SignUp } from '../../api/operator-types.ts'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useDraft } from '../../ui/useDraft.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { usePlans } from './Accounts.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

const CHOICES = ['closed', 'pending', 'active'] as const

export function SignUpRules() {
  const words = useWords().operatorSettings.signUp
  const { data, error, refetch } = useQuery(operatorQuery<SignUp>('/sign-up'))
  return (
    <section className={style.section} aria-label={words.title}>
      <div>
        <h2>{words.title}</h2>
        <p className={style.quiet}>{words.means}</p>
      </div>
      {data ? <Rules rules={data} /> : error ? <Problem error={error} retry={refetch} /> : <Waiting lines={4} />}
    </section>
  )
}

function Rules({ rules }: { rules: SignUp }) {
  const words = useWords()
  const own = words.operatorSettings.signUp
  const why = useWhyNot()('accounts:change')
  const plans = usePlans()
  const draft = useDraft(rules)
  const { from } = draft
  const save = useOperatorChange<SignUp>((body) => ({ method: 'PATCH', path: '/sign-up', body }))
  return (
    <Form
      key={draft.key}
      label={own.title}
      submit={words.operator.save}
      kind="secondary"
      why={why}
      busy={save.isPending}
      error={save.error && problemText(words, save.error)}
      onInput={draft.touch}
      onSubmit={(form) => {
        const accounts = CHOICES.find((choice) => choice === form.get('accounts')) ?? from.accounts
        const plan = String(form.get('plan'))
        const given = { accounts, rate_plan_id: plan === '' ? null : plan }
        save.mutate(given, {
          onSuccess: () => {
            draft.saved()
            say(words.operator.saved)
          },
        })
      }}
    >
      <Radio.Group name="accounts" label={own.accounts} defaultValue={from.accounts}>
        {CHOICES.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={own.choices[choice].label}
            description={own.choices[choice].means}
            mt="xs"
          />
        ))}
      </Radio.Group>
      <NativeSelect
        key={String(plans.length > 0)}
        name="plan"
        label={own.plan}
        description={own.planHint}
        defaultValue={from.rate_plan_id ?? ''}
        data={[{ value: '', label: own.firstPlan }, ...plans.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Form>
  )
}
