// The form that makes a token or a key pair: for which API, what it may do, until when and from where.
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import type { Credential, NewCredential } from '../../api/credentials.ts'
import { useChange } from '../../api/queries.ts'
import { Form } from '../../ui/Form.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { type Draft, draftOf, KeyFields, offered, type Wrong } from './TokensFields.tsx'

export function TokensMake({
  dialects,
  submit,
  onClose,
  onMade,
}: {
  /** The APIs to choose from, the likeliest first. */
  dialects: readonly Credential['dialect'][]
  submit: string
  onClose(): void
  onMade(made: NewCredential): void
}) {
  const words = useWords()
  const { me, account } = useSession()
  const [dialect, setDialect] = useState(dialects[0] as Credential['dialect'])
  const [wrong, setWrong] = useState<Wrong>({})
  const make = useChange<Draft, NewCredential>(me, account.id, (draft) => ({
    path: '/v1/credentials',
    body: { ...draft, dialect },
  }))
  function tryIt(form: FormData): void {
    const { draft, wrong: found } = draftOf(form, words)
    setWrong(found)
    if (Object.keys(found).length === 0) make.mutate(draft, { onSuccess: onMade })
  }
  const isField = make.error instanceof ApiError && make.error.field === 'allowed_ips'
  return (
    <Form
      submit={submit}
      busy={make.isPending}
      error={make.error && !isField && problemText(words, make.error)}
      onSubmit={tryIt}
      onCancel={onClose}
    >
      <NativeSelect
        label={words.keys.dialect}
        description={words.keys.dialectHint}
        value={dialect}
        onChange={(event) => setDialect(event.currentTarget.value as Credential['dialect'])}
        data={dialects.map((value) => ({ value, label: words.dialects[value] }))}
      />
      <KeyFields
        permissions={offered(dialect, account.permissions)}
        wrong={isField ? { allowed_ips: words.keys.addressesInvalid } : wrong}
      />
    </Form>
  )
}
