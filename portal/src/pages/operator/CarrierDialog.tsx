// How a carrier is reached by SMPP 3.4: a new one, or another configuration for one that there is.
import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Carrier } from '../../api/operator-types.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useOperatorChange } from './useOperator.ts'

const FIELDS = ['host', 'port', 'systemId', 'window', 'submitsPerSecondMax']

export function CarrierDialog({ carrier, onClose }: { carrier: Carrier | null; onClose(): void }) {
  const words = useWords()
  const own = words.operatorNetwork.carriers
  const [unreadable, setUnreadable] = useState(false)
  const change = useOperatorChange<object, Carrier>((body) =>
    carrier ? { method: 'PATCH', path: `/carriers/${carrier.id}`, body } : { path: '/carriers', body },
  )
  const config = carrier?.config ?? {}
  const others = Object.fromEntries(Object.entries(config).filter(([name]) => !FIELDS.includes(name)))

  function save(form: FormData): void {
    const text = (name: string): string => String(form.get(name) ?? '').trim()
    const more = objectOf(text('more'))
    setUnreadable(more === null)
    if (more === null) return
    const limit = text('limit')
    const body = {
      config: {
        ...more,
        host: text('host'),
        port: Number(text('port')),
        systemId: text('systemId'),
        window: Number(text('window')),
        ...(limit !== '' && { submitsPerSecondMax: Number(limit) }),
      },
      ...(text('password') !== '' && { secret: text('password') }),
      ...(carrier === null && { name: text('name') }),
    }
    change.mutate(body, {
      onSuccess: ({ name }) => {
        say(own.isSaved(name))
        onClose()
      },
    })
  }

  return (
    <Dialog title={carrier ? own.editTitle(carrier.name) : own.add} open onClose={onClose}>
      <Form
        submit={words.operator.save}
        busy={change.isPending}
        error={unreadable ? own.moreUnreadable : change.error && problemText(words, change.error)}
        onCancel={onClose}
        onSubmit={save}
      >
        {carrier === null && <TextInput name="name" label={own.name} maxLength={60} required data-autofocus />}
        <FieldRow>
          <TextInput name="host" label={own.host} defaultValue={textOf(config.host)} required />
          <TextInput
            name="port"
            label={own.port}
            type="number"
            min={1}
            max={65_535}
            defaultValue={textOf(config.port) || '2775'}
            required
          />
        </FieldRow>
        <FieldRow>
          <TextInput name="systemId" label={own.systemId} defaultValue={textOf(config.systemId)} required />
          <PasswordInput
            name="password"
            label={own.password}
            description={carrier ? own.passwordStays : undefined}
            autoComplete="new-password"
            maxLength={64}
          />
        </FieldRow>
        <FieldRow>
          <TextInput
            name="window"
            label={own.windowField}
            description={own.windowHint}
            type="number"
            min={1}
            defaultValue={textOf(config.window) || '10'}
            required
          />
          <TextInput
            name="limit"
            label={own.limit}
            description={own.limitHint}
            type="number"
            min={1}
            defaultValue={textOf(config.submitsPerSecondMax)}
          />
        </FieldRow>
        <Textarea
          name="more"
          label={own.moreSettings}
          description={own.moreHint}
          defaultValue={Object.keys(others).length === 0 ? '' : JSON.stringify(others, null, 2)}
          autosize
          minRows={2}
          spellCheck={false}
        />
      </Form>
    </Dialog>
  )
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

function objectOf(text: string): object | null {
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
