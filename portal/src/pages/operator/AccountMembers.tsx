// The people of an account, and somebody more.
import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { Member } from '../../api/operator-types.ts'
import type { Page } from '../../api/types.ts'
import { Action } from '../../ui/Action.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useOperatorChange } from './useOperator.ts'

const ROLES = ['owner', 'developer', 'finance', 'viewer'] as const

export function AccountMembers({ accountId }: { accountId: string }) {
  const words = useWords().operatorAccounts
  const [adding, setAdding] = useState(false)
  const query = useQuery(operatorQuery<Page<Member>>(`/accounts/${accountId}/users`, { limit: PAGE }))
  return (
    <section className={style.section}>
      <div className={style.head}>
        <h2>{words.people}</h2>
        <Action kind="secondary" onClick={() => setAdding(true)}>
          {words.addPerson}
        </Action>
      </div>
      <Listing
        query={query}
        cursor={null}
        label={words.people}
        rowKey={({ id }) => id}
        empty={words.nobody}
        columns={[
          { header: words.person, cell: ({ name }) => name, phone: 'title' },
          { header: words.email, cell: ({ email }) => email },
          { header: words.role, cell: ({ role }) => words.roles[role], phone: 'aside' },
        ]}
      />
      {adding && <NewMember accountId={accountId} onClose={() => setAdding(false)} />}
    </section>
  )
}

function NewMember({ accountId, onClose }: { accountId: string; onClose(): void }) {
  const words = useWords()
  const own = words.operatorAccounts
  const add = useOperatorChange<object, Member & { created: boolean }>((body) => ({
    path: `/accounts/${accountId}/users`,
    body,
  }))
  return (
    <Dialog title={own.addPerson} open onClose={onClose}>
      <Form
        submit={own.addPerson}
        busy={add.isPending}
        error={add.error && problemText(words, add.error)}
        onCancel={onClose}
        onSubmit={(form) =>
          add.mutate(Object.fromEntries(form), {
            onSuccess: ({ name, created }) => {
              say(created ? own.personAdded(name) : own.personKnown(name))
              onClose()
            },
          })
        }
      >
        <FieldRow>
          <TextInput name="name" label={own.person} maxLength={100} required data-autofocus />
          <TextInput name="email" type="email" label={own.email} maxLength={254} required />
        </FieldRow>
        <FieldRow>
          <NativeSelect
            name="role"
            label={own.role}
            data={ROLES.map((role) => ({ value: role, label: own.roles[role] }))}
          />
          <PasswordInput
            name="password"
            label={own.firstPassword}
            description={own.firstPasswordHint}
            autoComplete="new-password"
            required
          />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
