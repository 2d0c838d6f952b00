// Another text or another time for something that waits: what is left as it was is not sent.
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { Scheduled } from '../../api/scheduled.ts'
import { DateTime } from '../../ui/DateTime.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

export function ScheduledChange({ of, onClose }: { of: Scheduled; onClose(): void }) {
  const words = useWords()
  const { scheduled } = words
  const { me, account } = useSession()
  const [text, setText] = useState(of.text)
  const [at, setAt] = useState<string | null>(of.at)
  const [tried, setTried] = useState(false)
  const save = useChange<object, unknown>(me, account.id, (body) => ({
    method: 'PATCH',
    path: `/v1/${of.kind}/${of.id}`,
    body,
  }))
  const missing = at === null || text.trim() === ''
  function submit(): void {
    setTried(true)
    if (missing) return
    const body = { ...(text !== of.text && { text }), ...(at !== of.at && { schedule_at: at }) }
    if (Object.keys(body).length === 0) {
      onClose()
      return
    }
    save.mutate(body, {
      onSuccess() {
        say(scheduled.changed)
        onClose()
      },
    })
  }
  return (
    <Dialog title={scheduled.changeTitle[of.kind]} open onClose={onClose}>
      <Form
        submit={scheduled.save}
        onCancel={onClose}
        onSubmit={submit}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
      >
        <Textarea
          label={scheduled.text}
          description={scheduled.textHint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={4}
          maxLength={1600}
          error={tried && text.trim() === '' && scheduled.textMissing}
          data-autofocus
        />
        <DateTime
          label={scheduled.goesOut}
          value={at}
          onChange={setAt}
          min={new Date().toISOString()}
          error={tried && at === null ? scheduled.timeMissing : null}
        />
      </Form>
    </Dialog>
  )
}
