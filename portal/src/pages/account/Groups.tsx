// The groups of an account's contacts.
import { Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { afterwards } from '../../api/afterwards.ts'
import { type Group, groupsQuery } from '../../api/contacts.ts'
import { useChange } from '../../api/queries.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { grouped } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Contacts.module.css'
import { useWhyNot } from './whyNot.ts'

export function Groups() {
  const words = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<Group | 'new' | null>(null)
  const why = useWhyNot('messages:send')
  if (!may('messages:read')) return <Page title={words.groups.title}>{words.contacts.forbidden}</Page>
  return (
    <Page
      title={words.groups.title}
      above={
        <Link to={PATHS.contacts} className={style.back}>
          <Icon name="back" size={16} /> {words.groups.back}
        </Link>
      }
      action={
        <Action why={why} leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen('new')}>
          {words.groups.add}
        </Action>
      }
    >
      <List mayChange={why === null} onRename={setOpen} />
      {open !== null && <GroupForm group={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function List({ mayChange, onRename }: { mayChange: boolean; onRename(group: Group): void }) {
  const words = useWords().groups
  const { account } = useSession()
  const [leaving, setLeaving] = useState<Group | null>(null)
  const { data, error, refetch } = useQuery(groupsQuery(account.id))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={5} height={22} />
  if (data.data.length === 0) return <p className={style.none}>{words.none}</p>
  const columns: Column<Group>[] = [
    {
      header: words.name,
      phone: 'title',
      cell: ({ id, name }) => (
        <Link to={PATHS.contacts} search={{ group: id }}>
          {name}
        </Link>
      ),
    },
    { header: words.contacts, figure: true, cell: ({ contacts }) => grouped(String(contacts)) },
    {
      header: words.next,
      phone: 'plain',
      cell: (row) =>
        mayChange && (
          <span className={style.next}>
            <LinkButton size="xs" to={PATHS.send} search={{ group: row.id }}>
              {words.send}
            </LinkButton>
            <Action kind="secondary" size="xs" onClick={() => onRename(row)}>
              {words.rename}
            </Action>
            <Action kind="secondary" size="xs" onClick={() => setLeaving(row)}>
              {words.delete}
            </Action>
          </span>
        ),
    },
  ]
  return (
    <>
      <Table rows={data.data} columns={columns} label={words.title} rowKey={({ id }) => id} />
      {leaving && <GroupDelete group={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

/** Null is a new one. */
function GroupForm({ group, onClose }: { group: Group | null; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const save = useChange<string, Group>(me, account.id, (name) => ({
    method: group ? 'PATCH' : 'POST',
    path: group ? `/v1/groups/${group.id}` : '/v1/groups',
    body: { name },
  }))
  return (
    <Dialog title={group ? words.groups.renameTitle : words.groups.addTitle} open onClose={onClose}>
      <Form
        submit={words.groups.save}
        onCancel={onClose}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
        onSubmit={(form) =>
          save.mutate(String(form.get('name')).trim(), {
            onSuccess() {
              say(words.groups.saved)
              onClose()
            },
          })
        }
      >
        <TextInput
          name="name"
          label={words.groups.name}
          defaultValue={group?.name}
          maxLength={60}
          required
          withAsterisk={false}
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}

function GroupDelete({ group, onClose }: { group: Group; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [all, setAll] = useState(false)
  const remove = useChange<boolean, null>(me, account.id, (withContacts) => ({
    method: 'DELETE',
    path: `/v1/groups/${group.id}?with_contacts=${withContacts}`,
  }))
  return (
    <ConfirmDialog
      title={words.groups.deleteTitle(group.name)}
      confirm={words.groups.deleteConfirm}
      open
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error && problemText(words, remove.error)}
      onConfirm={() =>
        afterwards(remove.mutateAsync(all), () => {
          say(words.groups.deleted)
          onClose()
        })
      }
    >
      <p>{words.groups.deleteText}</p>
      {group.contacts > 0 && (
        <Checkbox
          mt="sm"
          label={words.groups.withContacts(grouped(String(group.contacts)))}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  )
}
