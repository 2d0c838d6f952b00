// A route's terms: a new one, or others for one that there is.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Carrier, Route } from '../../api/operator-types.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { RouteCarriers } from './RouteCarriers.tsx'
import { useOperatorChange } from './useOperator.ts'

export function RouteDialog({
  route,
  carriers,
  onClose,
}: {
  route: Route | null
  carriers: readonly Carrier[]
  onClose(): void
}) {
  const words = useWords()
  const own = words.operatorNetwork.routes
  const [chosen, setChosen] = useState<readonly string[]>(route?.carrier_ids ?? [])
  const change = useOperatorChange<object, Route>((body) =>
    route ? { method: 'PATCH', path: `/routes/${route.id}`, body } : { path: '/routes', body },
  )
  function save(form: FormData): void {
    const text = (name: string): string => String(form.get(name) ?? '').trim()
    change.mutate(
      {
        ...(route === null && { code: text('code').toUpperCase() }),
        name: text('name'),
        country: text('country').toUpperCase(),
        prefix: text('prefix'),
        default_sender: text('sender') === '' ? null : text('sender'),
        uncertain_policy: text('policy'),
        validity_seconds: Math.round(Number(text('hours')) * 3600),
        cost: text('cost'),
        cost_currency: text('currency').toUpperCase(),
        active: form.get('active') !== null,
        carrier_ids: chosen,
      },
      {
        onSuccess: ({ code }) => {
          say(own.isSaved(code))
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={route ? own.editTitle(route.code) : own.add} open onClose={onClose}>
      <Form
        submit={words.operator.save}
        busy={change.isPending}
        why={chosen.length === 0 ? own.needsCarrier : null}
        error={change.error && problemText(words, change.error)}
        onCancel={onClose}
        onSubmit={save}
      >
        <FieldRow>
          {route === null && (
            <TextInput name="code" label={own.code} description={own.codeHint} maxLength={32} required data-autofocus />
          )}
          <TextInput name="name" label={own.name} defaultValue={route?.name} maxLength={100} required />
        </FieldRow>
        <FieldRow>
          <TextInput
            name="country"
            label={own.country}
            description={own.countryHint}
            defaultValue={route?.country}
            maxLength={2}
            required
          />
          <TextInput
            name="prefix"
            label={own.prefix}
            description={own.prefixHint}
            defaultValue={route?.prefix}
            inputMode="numeric"
            maxLength={15}
          />
        </FieldRow>
        <RouteCarriers chosen={chosen} carriers={carriers} onChange={setChosen} />
        <FieldRow>
          <TextInput
            name="cost"
            label={own.cost}
            description={own.costHint}
            defaultValue={route?.cost ?? '0'}
            inputMode="decimal"
            required
          />
          <TextInput
            name="currency"
            label={own.currency}
            defaultValue={route?.cost_currency ?? 'USD'}
            maxLength={3}
            required
          />
        </FieldRow>
        <FieldRow>
          <NativeSelect
            name="policy"
            label={own.policy}
            description={own.policyHint}
            defaultValue={route?.uncertain_policy}
            data={[
              { value: 'resend', label: own.policies.resend },
              { value: 'hold', label: own.policies.hold },
            ]}
          />
          <TextInput
            name="hours"
            label={own.validity}
            type="number"
            min={1 / 60}
            max={168}
            step="any"
            defaultValue={(route?.validity_seconds ?? 86_400) / 3600}
            required
          />
        </FieldRow>
        <TextInput
          name="sender"
          label={own.sender}
          description={own.senderHint}
          defaultValue={route?.default_sender ?? ''}
          maxLength={16}
        />
        <Checkbox name="active" label={own.isActive} defaultChecked={route?.active ?? true} />
      </Form>
    </Dialog>
  )
}
