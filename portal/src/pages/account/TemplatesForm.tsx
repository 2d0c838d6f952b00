// Writing a template, and deleting one.
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { afterwards } from '../../api/afterwards.ts'
import type { Template } from '../../api/contacts.ts'
import { useChange } from '../../api/queries.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { grouped } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

const TEXT_MAX = 1600

/** Null is a new one. */
export function TemplateForm({ template, onClose }: { template: Template | null; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [text, setText] = useState(template?.text ?? '')
  const save = useChange<{ title: string; text: string }, Template>(me, account.id, (body) => ({
    method: template ? 'PUT' : 'POST',
    path: template ? `/v1/templates/${template.number}` : '/v1/templates',
    body,
  }))
  return (
    <Dialog title={template ? words.templates.editTitle : words.templates.addTitle} open onClose={onClose}>
      <Form
        submit={words.templates.save}
        onCancel={onClose}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
        onSubmit={(form) =>
          save.mutate(
            { title: String(form.get('title')).trim(), text },
            {
              onSuccess() {
                say(words.templates.saved)
                onClose()
              },
            },
          )
        }
      >
        <TextInput
          name="title"
          label={words.templates.name}
          defaultValue={template?.title}
          maxLength={100}
          required
          withAsterisk={false}
          data-autofocus
        />
        <Textarea
          name="text"
          label={words.templates.text}
          description={words.templates.textHint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={6}
          required
          withAsterisk={false}
        />
        <p>{words.templates.characters(`${grouped(String([...text].length))} / ${grouped(String(TEXT_MAX))}`)}</p>
      </Form>
    </Dialog>
  )
}

export function TemplateDelete({ template, onClose }: { template: Template; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const remove = useChange<Template, null>(me, account.id, ({ number }) => ({
    method: 'DELETE',
    path: `/v1/templates/${number}`,
  }))
  return (
    <ConfirmDialog
      title={words.templates.deleteTitle}
      confirm={words.templates.deleteConfirm}
      open
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error && problemText(words, remove.error)}
      onConfirm={() =>
        afterwards(remove.mutateAsync(template), () => {
          say(words.templates.deleted)
          onClose()
        })
      }
    >
      {words.templates.deleteText(template.title)}
    </ConfirmDialog>
  )
}
