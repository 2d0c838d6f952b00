// A contact: its number, its name, its fields, and which groups a new one joins.
import { Checkbox, CloseButton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Contact, groupsQuery } from '../../api/contacts.ts'
import { useChange } from '../../api/queries.ts'
import { Action } from '../../ui/Action.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, FieldSet, Form } from '../../ui/Form.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Contacts.module.css'

type Field = { key: number; name: string; value: string }

/** Null is a new one. */
export function ContactsForm({ contact, onClose }: { contact: Contact | null; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const { data: groups } = useQuery(groupsQuery(account.id))
  const [fields, setFields] = useState<readonly Field[]>(() => fieldsOf(contact))
  const save = useChange<object, Contact>(me, account.id, (body) => ({
    method: contact ? 'PATCH' : 'POST',
    path: contact ? `/v1/contacts/${contact.id}` : '/v1/contacts',
    body,
  }))
  function given(form: FormData): void {
    const named = fields.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value])
    const body = {
      number: String(form.get('number')).replaceAll(/[\s().-]/g, ''),
      name: String(form.get('name')).trim() || null,
      fields: Object.fromEntries(named),
      ...(contact === null && { groups: form.getAll('group').map(String) }),
    }
    save.mutate(body, {
      onSuccess() {
        say(words.contacts.saved)
        onClose()
      },
    })
  }
  return (
    <Dialog title={contact ? words.contacts.editTitle : words.contacts.addTitle} open onClose={onClose}>
      <Form
        submit={words.contacts.save}
        onSubmit={given}
        onCancel={onClose}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
      >
        <FieldRow>
          <TextInput
            name="number"
            type="tel"
            label={words.contacts.number}
            description={words.contacts.numberHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            defaultValue={contact?.number}
            required
            withAsterisk={false}
            data-autofocus
          />
          <TextInput name="name" label={words.contacts.name} defaultValue={contact?.name ?? ''} maxLength={100} />
        </FieldRow>
        <Fields fields={fields} onChange={setFields} />
        {contact === null && groups && groups.data.length > 0 && (
          <FieldSet legend={words.contacts.groups}>
            <div className={style.choices}>
              {groups.data.map(({ id, name }) => (
                <Checkbox key={id} name="group" value={id} label={name} />
              ))}
            </div>
          </FieldSet>
        )}
      </Form>
    </Dialog>
  )
}

function Fields({ fields, onChange }: { fields: readonly Field[]; onChange(fields: readonly Field[]): void }) {
  const words = useWords().contacts
  const change = (key: number, part: Partial<Field>) =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)))
  const nextKey = 1 + Math.max(0, ...fields.map(({ key }) => key))
  return (
    <FieldSet legend={words.fields}>
      <p className={style.unnamed}>{words.fieldHint}</p>
      {fields.map(({ key, name, value }) => (
        <div key={key} className={style.fieldRow}>
          <TextInput
            label={words.field}
            value={name}
            pattern="[A-Za-z_][A-Za-z0-9_]{0,31}"
            onChange={(event) => change(key, { name: event.currentTarget.value })}
          />
          <TextInput
            label={words.value}
            value={value}
            maxLength={200}
            onChange={(event) => change(key, { value: event.currentTarget.value })}
          />
          <CloseButton
            size="lg"
            aria-label={words.removeField(name)}
            onClick={() => onChange(fields.filter((field) => field.key !== key))}
          />
        </div>
      ))}
      <span>
        <Action
          kind="secondary"
          size="xs"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => onChange([...fields, { key: nextKey, name: '', value: '' }])}
        >
          {words.addField}
        </Action>
      </span>
    </FieldSet>
  )
}

function fieldsOf(contact: Contact | null): Field[] {
  return Object.entries(contact?.fields ?? {}).map(([name, value], key) => ({ key, name, value }))
}
