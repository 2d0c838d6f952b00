// Who runs the installation, and the tokens of programs that do.
import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import { STAFF_ROLES, type StaffUser } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useStaff } from '../session.ts'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { StaffTokens } from './StaffTokens.tsx'
import { useMay, useOperatorChange } from './useOperator.ts'

export function Staff() {
  const words = useWords()
  const own = words.operatorHouse.staff
  const may = useMay()
  const [adding, setAdding] = useState(false)
  if (!may('staff:change')) return <Page title={own.title}>{words.operator.notYours}</Page>
  return (
    <Page title={own.title} action={<Action onClick={() => setAdding(true)}>{own.add}</Action>}>
      <People />
      <StaffTokens />
      {adding && <NewPerson onClose={() => setAdding(false)} />}
    </Page>
  )
}

function People() {
  const words = useWords()
  const own = words.operatorHouse.staff
  const { me } = useStaff()
  const [removing, setRemoving] = useState<StaffUser | null>(null)
  const change = useOperatorChange<{ id: string; role: string }>(({ id, role }) => ({
    method: 'PATCH',
    path: `/users/${id}`,
    body: { role },
  }))
  const remove = useOperatorChange<StaffUser>(({ id }) => ({ method: 'DELETE', path: `/users/${id}` }))
  const query = useQuery(operatorQuery<PageOf<StaffUser>>('/users', { limit: PAGE }))
  return (
    <section className={style.section}>
      <p className={style.quiet}>{own.rolesMean}</p>
      {change.error && <p role="alert">{problemText(words, change.error)}</p>}
      <Listing
        query={query}
        cursor={null}
        label={own.title}
        rowKey={({ id }) => id}
        empty={own.none}
        columns={[
          { header: own.name, cell: ({ name }) => name, phone: 'title' },
          { header: own.email, cell: ({ email }) => email },
          {
            header: own.role,
            cell: ({ id, name, role }) =>
              id === me.user.id ? (
                own.roles[role]
              ) : (
                <NativeSelect
                  aria-label={own.roleOf(name)}
                  value={role}
                  size="xs"
                  data={STAFF_ROLES.map((value) => ({ value, label: own.roles[value] }))}
                  onChange={({ currentTarget }) =>
                    change.mutate({ id, role: currentTarget.value }, { onSuccess: () => say(words.operator.saved) })
                  }
                />
              ),
          },
          { header: own.since, cell: ({ created_at }) => <Time at={created_at} /> },
          {
            header: words.operator.actions,
            cell: (user) =>
              user.id === me.user.id ? (
                own.you
              ) : (
                <Action kind="secondary" size="xs" onClick={() => setRemoving(user)}>
                  {own.remove}
                </Action>
              ),
            phone: 'aside',
          },
        ]}
      />
      <ConfirmDialog
        title={own.removeTitle(removing?.name ?? '')}
        open={removing !== null}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing && remove.mutate(removing, { onSuccess: () => setRemoving(null) })}
        confirm={own.remove}
        busy={remove.isPending}
        error={remove.error && problemText(words, remove.error)}
      >
        <p>{own.removeMeans}</p>
      </ConfirmDialog>
    </section>
  )
}

function NewPerson({ onClose }: { onClose(): void }) {
  const words = useWords()
  const own = words.operatorHouse.staff
  const add = useOperatorChange<object, StaffUser>((body) => ({ path: '/users', body }))
  return (
    <Dialog title={own.add} open onClose={onClose}>
      <Form
        submit={own.add}
        busy={add.isPending}
        error={add.error && problemText(words, add.error)}
        onCancel={onClose}
        onSubmit={(form) =>
          add.mutate(Object.fromEntries(form), {
            onSuccess: ({ name }) => {
              say(own.isAdded(name))
              onClose()
            },
          })
        }
      >
        <FieldRow>
          <TextInput name="name" label={own.name} maxLength={100} required data-autofocus />
          <TextInput name="email" type="email" label={own.email} maxLength={254} required />
        </FieldRow>
        <FieldRow>
          <NativeSelect
            name="role"
            label={own.role}
            defaultValue="support"
            data={STAFF_ROLES.map((value) => ({ value, label: own.roles[value] }))}
          />
          <PasswordInput
            name="password"
            label={own.password}
            description={own.passwordHint}
            autoComplete="new-password"
            required
          />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
