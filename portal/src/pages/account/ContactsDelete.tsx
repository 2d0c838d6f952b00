// Asks once more before contacts are deleted.
import { afterwards } from '../../api/afterwards.ts'
import { useChange } from '../../api/queries.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { grouped } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

export function ContactsDelete(parts: { ids: readonly string[]; onClose(): void; onDone(): void }) {
  const { ids, onClose, onDone } = parts
  const words = useWords()
  const { me, account } = useSession()
  const remove = useChange<readonly string[], { removed: number }>(me, account.id, (contact_ids) => ({
    path: '/v1/contacts/delete',
    body: { contact_ids },
  }))
  const count = grouped(String(ids.length))
  return (
    <ConfirmDialog
      title={words.contacts.deleteTitle(count)}
      confirm={words.contacts.deleteConfirm}
      open
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error && problemText(words, remove.error)}
      onConfirm={() =>
        afterwards(remove.mutateAsync(ids), () => {
          say(words.contacts.deleted(count))
          onClose()
          onDone()
        })
      }
    >
      {words.contacts.deleteText}
    </ConfirmDialog>
  )
}
