// Asks whether it is still the person who signed in, whenever a call needs to know; the call then goes on.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { secondFactorQuery, useOwnChange } from '../api/people.ts'
import { type Asked, useAsked } from '../api/proof.ts'
import type { Me } from '../api/types.ts'
import { Action } from '../ui/Action.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { useWords } from '../words/index.ts'
import { problemText } from './Problem.tsx'
import { PasswordField } from './SignInFields.tsx'

/** Once, in the shell. */
export function Reauthenticate({ me }: { me: Me }) {
  const words = useWords().reauthentication
  const asked = useAsked()
  return (
    <Dialog title={words.title} open={asked !== null} onClose={() => asked?.answer(false)}>
      {asked && <Question me={me} asked={asked} />}
    </Dialog>
  )
}

function Question({ me, asked }: { me: Me; asked: Asked }) {
  const words = useWords()
  const own = words.reauthentication
  const hasApp = useQuery(secondFactorQuery).data?.on === true
  const [byCode, setByCode] = useState(false)
  const prove = useOwnChange<{ password: string } | { code: string }, null>(me, (body) => ({
    path: '/reauthenticate',
    body,
  }))
  const wrong = prove.error instanceof ApiError && prove.error.code === 'credentials_invalid'
  return (
    <Form
      submit={own.submit}
      busy={prove.isPending}
      error={prove.error && (wrong ? own.wrong : problemText(words, prove.error))}
      onCancel={() => asked.answer(false)}
      onSubmit={(form) => {
        const given = String(form.get('given'))
        prove.mutate(byCode ? { code: given } : { password: given }, { onSuccess: () => asked.answer(true) })
      }}
    >
      <p>{own.text}</p>
      {byCode ? (
        <TextInput name="given" label={own.code} autoComplete="one-time-code" inputMode="numeric" data-autofocus />
      ) : (
        <PasswordField first size="sm" name="given" label={own.password} />
      )}
      {hasApp && (
        <div>
          <Action kind="secondary" size="xs" onClick={() => setByCode(!byCode)}>
            {byCode ? own.byPassword : own.byCode}
          </Action>
        </div>
      )}
    </Form>
  )
}
