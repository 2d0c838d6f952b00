// Another role for somebody, or none any more.
import { useState } from 'react'
import type { Member, Role } from '../../api/people.ts'
import { useChange } from '../../api/queries.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { RoleChoice } from './TeamRoles.tsx'

type Parts = { member: Member; onClose(): void }

export function ChangeRole({ member, onClose }: Parts) {
  const words = useWords()
  const { me, account } = useSession()
  const [role, setRole] = useState<Role>(member.role)
  const change = useChange<Role, Member>(me, account.id, (next) => ({
    method: 'PATCH',
    path: `/v1/team/${member.id}`,
    body: { role: next },
  }))
  function submit(): void {
    change.mutate(role, {
      onSuccess() {
        say(words.team.roleSaved(member.name, words.roles[role]))
        onClose()
      },
    })
  }
  return (
    <Dialog title={words.team.changeRole(member.name)} open onClose={onClose}>
      <Form
        submit={words.team.saveRole}
        busy={change.isPending}
        error={change.error && problemText(words, change.error)}
        onSubmit={submit}
        onCancel={onClose}
      >
        <RoleChoice value={role} onChange={setRole} />
      </Form>
    </Dialog>
  )
}

export function RemoveMember({ member, onClose }: Parts) {
  const words = useWords()
  const { me, account } = useSession()
  const remove = useChange<void, null>(me, account.id, () => ({ method: 'DELETE', path: `/v1/team/${member.id}` }))
  return (
    <ConfirmDialog
      open
      title={words.team.removeTitle(member.name)}
      confirm={words.team.remove}
      busy={remove.isPending}
      error={remove.error && problemText(words, remove.error)}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess() {
            say(words.team.removed(member.name))
            onClose()
          },
        })
      }
    >
      <p>{words.team.removeText}</p>
    </ConfirmDialog>
  )
}
