// Where what is written to a number is posted; left empty, nowhere.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { TwoWayNumber } from '../../api/two-way.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

export function TwoWayCallback({ number, onClose }: { number: TwoWayNumber; onClose(): void }) {
  const words = useWords()
  const { numbers } = words.twoWay
  const { me, account } = useSession()
  const [url, setUrl] = useState(number.callback_url ?? '')
  const save = useChange<string | null, TwoWayNumber>(me, account.id, (callback_url) => ({
    method: 'PATCH',
    path: `/v1/numbers/${number.id}`,
    body: { callback_url },
  }))
  return (
    <Dialog title={numbers.callbackOf(number.number)} open onClose={onClose}>
      <Form
        submit={numbers.save}
        onCancel={onClose}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
        onSubmit={() =>
          save.mutate(url.trim() || null, {
            onSuccess() {
              say(numbers.saved)
              onClose()
            },
          })
        }
      >
        <TextInput
          label={numbers.callback}
          description={numbers.callbackHint}
          type="url"
          placeholder="https://example.com/inbound"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}
