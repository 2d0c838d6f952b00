// Telling again all that an endpoint missed since a time: a thousand a call, until there is none left.
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { Endpoint } from '../../api/webhooks.ts'
import { Action } from '../../ui/Action.tsx'
import { DateTime } from '../../ui/DateTime.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { useWhyNot } from './whyNot.ts'

const A_CALL = 1000
const DAY_MS = 86_400_000

export function WebhookRecover({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords().webhooks
  const [open, setOpen] = useState(false)
  const mayNot = useWhyNot('account:write')
  if (mayNot !== null) return null
  return (
    <>
      <Action kind="secondary" why={endpoint.enabled ? null : words.enableFirst} onClick={() => setOpen(true)}>
        {words.recover}
      </Action>
      {open && <Since endpoint={endpoint} onClose={() => setOpen(false)} />}
    </>
  )
}

function Since({ endpoint, onClose }: { endpoint: Endpoint; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [since, setSince] = useState<string | null>(() =>
    new Date(Date.parse(endpoint.failing_since ?? '') || Date.now() - DAY_MS).toISOString(),
  )
  const recover = useChange<string, { recovered: number }>(me, account.id, (from) => ({
    path: `/v1/webhooks/${endpoint.id}/recover?since=${encodeURIComponent(from)}`,
  }))
  async function all(from: string): Promise<void> {
    let count = 0
    for (;;) {
      const { recovered } = await recover.mutateAsync(from)
      count += recovered
      if (recovered < A_CALL) break
    }
    say(words.webhooks.recovered(String(count)))
    onClose()
  }
  return (
    <Dialog title={words.webhooks.recover} open onClose={onClose}>
      <Form
        submit={words.webhooks.recoverIt}
        onCancel={onClose}
        busy={recover.isPending}
        error={recover.error && problemText(words, recover.error)}
        onSubmit={() => {
          if (since !== null) all(since).catch(() => {}) // said above the button
        }}
      >
        <DateTime label={words.webhooks.since} value={since} onChange={setSince} required />
        <p>{words.webhooks.recoverText}</p>
      </Form>
    </Dialog>
  )
}
