// A new pair in place of one: the old one ends at once, or later so that programs can change over.
import { Radio } from '@mantine/core'
import { useState } from 'react'
import type { Credential, NewCredential } from '../../api/credentials.ts'
import { useChange } from '../../api/queries.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldSet, Form } from '../../ui/Form.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

const DAY_S = 86_400

export function ApiKeysRegenerate({
  pair,
  onClose,
  onMade,
}: {
  pair: Credential
  onClose(): void
  onMade(pair: NewCredential): void
}) {
  const words = useWords()
  const { me, account } = useSession()
  const [overlap, setOverlap] = useState(DAY_S)
  const regenerate = useChange<number, NewCredential>(me, account.id, (overlap_seconds) => ({
    path: `/v1/credentials/${pair.id}/regenerate`,
    body: { overlap_seconds },
  }))
  const choices = [
    { seconds: DAY_S, label: words.pairs.afterDay },
    { seconds: 7 * DAY_S, label: words.pairs.afterWeek },
    { seconds: 0, label: words.pairs.atOnce },
  ]
  return (
    <Dialog title={words.pairs.regenerateTitle(pair.name)} open onClose={onClose}>
      <Form
        submit={words.pairs.regenerate}
        busy={regenerate.isPending}
        error={regenerate.error && problemText(words, regenerate.error)}
        onSubmit={() => regenerate.mutate(overlap, { onSuccess: onMade })}
        onCancel={onClose}
      >
        <p>{words.pairs.regenerateText}</p>
        <FieldSet legend={words.pairs.overlap}>
          {choices.map(({ seconds, label }) => (
            <Radio
              key={seconds}
              name="overlap"
              label={label}
              checked={overlap === seconds}
              onChange={() => setOverlap(seconds)}
            />
          ))}
        </FieldSet>
      </Form>
    </Dialog>
  )
}
