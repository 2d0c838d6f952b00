// Inviting somebody: to which address, and with which role.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Invited, Role } from '../../api/people.ts'
import { useChange } from '../../api/queries.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { isEmail } from '../SignInFields.tsx'
import { useSession } from '../session.ts'
import { RoleChoice } from './TeamRoles.tsx'

export function TeamInvite({ onClose }: { onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [role, setRole] = useState<Role>('developer')
  const [invalid, setInvalid] = useState(false)
  const invite = useChange<{ email: string; role: Role }, Invited>(me, account.id, (body) => ({
    path: '/v1/team/invitations',
    body,
  }))
  function submit(form: FormData): void {
    const email = String(form.get('email')).trim()
    setInvalid(!isEmail(email))
    if (!isEmail(email)) return
    invite.mutate(
      { email, role },
      {
        onSuccess() {
          say(words.team.sent(email))
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={words.team.inviteTitle} open onClose={onClose}>
      <Form
        submit={words.team.send}
        busy={invite.isPending}
        error={invite.error && problemText(words, invite.error)}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p>{words.team.inviteText}</p>
        <TextInput
          name="email"
          label={words.team.email}
          autoComplete="off"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          error={invalid && words.people.emailInvalid}
        />
        <RoleChoice value={role} onChange={setRole} />
      </Form>
    </Dialog>
  )
}
