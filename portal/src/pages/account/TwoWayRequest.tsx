// Asking for a number that subscribers can write to: where, of which kind, and what for.
import { Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { NumberRequest } from '../../api/two-way.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldSet, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { CountrySelect } from './SenderIdCountry.tsx'

const KINDS = ['long_code', 'short_code'] as const

export function TwoWayRequest({ onClose, onAsked }: { onClose(): void; onAsked(): void }) {
  const words = useWords()
  const { requests } = words.twoWay
  const { me, account } = useSession()
  const [country, setCountry] = useState('')
  const [kind, setKind] = useState<string>('long_code')
  const [purpose, setPurpose] = useState('')
  const ask = useChange<object, NumberRequest>(me, account.id, (body) => ({ path: '/v1/number-requests', body }))
  return (
    <Dialog title={words.twoWay.requestNumber} open onClose={onClose}>
      <Form
        submit={requests.submit}
        onCancel={onClose}
        busy={ask.isPending}
        error={ask.error && problemText(words, ask.error)}
        onSubmit={() =>
          ask.mutate(
            { country, kind, purpose: purpose.trim().replaceAll(/\s+/g, ' ') },
            {
              onSuccess() {
                say(requests.requested)
                onAsked()
              },
            },
          )
        }
      >
        <CountrySelect label={requests.country} value={country} onChange={setCountry} required />
        <FieldSet legend={requests.kind}>
          <Radio.Group value={kind} onChange={setKind} aria-label={requests.kind}>
            {KINDS.map((each) => (
              <Radio
                key={each}
                value={each}
                label={requests.kinds[each]}
                description={requests.kindHints[each]}
                mb="xs"
              />
            ))}
          </Radio.Group>
        </FieldSet>
        <Textarea
          label={requests.purpose}
          description={requests.purposeHint}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
          rows={3}
          maxLength={400}
          required
        />
      </Form>
    </Dialog>
  )
}
