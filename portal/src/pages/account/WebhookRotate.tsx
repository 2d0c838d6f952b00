// A new secret for an endpoint, with a time in which the old one signs too.
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { Endpoint, NewEndpoint } from '../../api/webhooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

const HOUR = 3_600
const OVERLAPS = { none: 0, hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR }
type Overlap = keyof typeof OVERLAPS

export function WebhookRotate({ endpoint, onClose }: { endpoint: Endpoint; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [overlap, setOverlap] = useState<Overlap>('day')
  const [secret, setSecret] = useState<string | null>(null)
  const rotate = useChange<Overlap, NewEndpoint>(me, account.id, (chosen) => ({
    path: `/v1/webhooks/${endpoint.id}/rotate?overlap_seconds=${OVERLAPS[chosen]}`,
  }))
  return (
    <Dialog title={words.webhooks.rotate} open onClose={onClose} firm={secret !== null}>
      {secret !== null ? (
        <SecretPanel secrets={[{ value: secret }]} onStored={onClose} />
      ) : (
        <Form
          submit={words.webhooks.rotateIt}
          onCancel={onClose}
          onSubmit={() => rotate.mutate(overlap, { onSuccess: (made) => setSecret(made.secret) })}
          busy={rotate.isPending}
          error={rotate.error && problemText(words, rotate.error)}
        >
          <NativeSelect
            label={words.webhooks.overlap}
            description={words.webhooks.overlapHint}
            value={overlap}
            onChange={(event) => setOverlap(event.currentTarget.value as Overlap)}
            data={(Object.keys(OVERLAPS) as Overlap[]).map((each) => ({
              value: each,
              label: words.webhooks.overlaps[each],
            }))}
          />
        </Form>
      )}
    </Dialog>
  )
}
