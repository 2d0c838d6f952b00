// An endpoint added, or changed: its address, whose body it gets, and what is told there. The secret is shown once.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type Endpoint, EVENTS_OF, type EventName, type NewEndpoint, STYLES, type Style } from '../../api/webhooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldSet, Form } from '../../ui/Form.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Webhooks.module.css'

export function WebhookForm({ endpoint, onClose }: { endpoint?: Endpoint; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [spoken, setSpoken] = useState<Style>(endpoint?.style ?? 'native')
  const [events, setEvents] = useState<readonly EventName[]>(endpoint?.events ?? EVENTS_OF.native)
  const [secret, setSecret] = useState<string | null>(null)
  const save = useChange<object, Endpoint | NewEndpoint>(me, account.id, (body) =>
    endpoint
      ? { method: 'PATCH', path: `/v1/webhooks/${endpoint.id}`, body }
      : { path: '/v1/webhooks', body: { ...body, style: spoken } },
  )
  const told = EVENTS_OF[spoken]
  const chosen = told.filter((event) => events.includes(event))
  function submit(): void {
    if (chosen.length === 0) return
    save.mutate(
      { url: url.trim(), events: chosen },
      {
        onSuccess(saved) {
          if ('secret' in saved) return setSecret(saved.secret)
          say(words.webhooks.changed)
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={endpoint ? words.webhooks.change : words.webhooks.add} open onClose={onClose} firm={secret !== null}>
      {secret !== null ? (
        <SecretPanel secrets={[{ value: secret }]} onStored={onClose} />
      ) : (
        <Form
          submit={endpoint ? words.webhooks.save : words.webhooks.addIt}
          onCancel={onClose}
          onSubmit={submit}
          busy={save.isPending}
          error={save.error && problemText(words, save.error)}
        >
          <TextInput
            label={words.webhooks.url}
            description={words.webhooks.urlHint}
            type="url"
            placeholder="https://example.com/sms"
            required
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            data-autofocus
          />
          {!endpoint && (
            <NativeSelect
              label={words.webhooks.style}
              description={words.webhooks.styleHint}
              value={spoken}
              data={STYLES.map((each) => ({ value: each, label: words.webhooks.styles[each] }))}
              onChange={(event) => {
                const next = event.currentTarget.value as Style
                setSpoken(next)
                setEvents(EVENTS_OF[next])
              }}
            />
          )}
          <FieldSet legend={words.webhooks.told}>
            <div className={style.events}>
              {told.map((event) => (
                <Checkbox
                  key={event}
                  label={words.webhooks.eventNames[event]}
                  description={event}
                  checked={chosen.includes(event)}
                  onChange={({ currentTarget: { checked } }) =>
                    setEvents(checked ? [...events, event] : events.filter((each) => each !== event))
                  }
                />
              ))}
            </div>
            {chosen.length === 0 && <p role="alert">{words.webhooks.eventsMissing}</p>}
          </FieldSet>
        </Form>
      )}
    </Dialog>
  )
}
