// The names of brands, banks and authorities: they and their look-alikes are approved by two people.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '../../api/client.ts'
import { OPERATOR, operatorQuery } from '../../api/operator.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useMay, useOperatorChange, useWhyNot } from './useOperator.ts'

const LIST = '/protected-senders'
type Names = { data: string[] }

export function ProtectedSenders() {
  const words = useWords()
  const own = words.operatorHouse.senders.protected
  const mayChange = useMay()('senders:protect')
  const [removing, setRemoving] = useState<string | null>(null)
  const query = useQuery(operatorQuery<Names>(LIST))
  return (
    <>
      <section className={style.section} aria-label={own.add}>
        <p className={style.quiet}>{own.means}</p>
        <NewNames />
      </section>
      <Listing
        query={query}
        cursor={null}
        label={own.title}
        rowKey={(name) => name}
        empty={own.none}
        columns={[
          { header: own.name, cell: (name) => name, phone: 'title', wide: true },
          ...(mayChange
            ? [
                {
                  header: words.operator.actions,
                  cell: (name: string) => (
                    <Action kind="secondary" size="xs" onClick={() => setRemoving(name)}>
                      {own.remove}
                    </Action>
                  ),
                  phone: 'aside' as const,
                },
              ]
            : []),
        ]}
      />
      {removing !== null && <Removal name={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

/** The list is replaced as a whole, so it is read anew just before: what somebody else added meanwhile stays. */
function useNames() {
  return useOperatorChange<(names: string[]) => string[], Names>(async (change) => {
    const { data } = await call<Names>({ path: `${OPERATOR}${LIST}` })
    return { method: 'PUT', path: LIST, body: { data: change(data) } }
  })
}

function NewNames() {
  const words = useWords()
  const own = words.operatorHouse.senders.protected
  const why = useWhyNot()('senders:protect')
  const field = useRef<HTMLInputElement>(null)
  const save = useNames()
  function add(form: FormData): void {
    const given = String(form.get('names')).split(',')
    const names = given.map((name) => name.trim()).filter((name) => name !== '')
    if (names.length === 0) return
    save.mutate((before) => [...before, ...names], {
      onSuccess: () => {
        say(own.areAdded(names.join(', ')))
        if (field.current) field.current.value = ''
      },
    })
  }
  return (
    <Form
      label={own.add}
      submit={own.add}
      why={why}
      busy={save.isPending}
      error={save.error && problemText(words, save.error)}
      onSubmit={add}
    >
      <TextInput ref={field} name="names" label={own.names} description={own.hint} placeholder="M-PESA" required />
    </Form>
  )
}

function Removal({ name, onClose }: { name: string; onClose(): void }) {
  const words = useWords()
  const own = words.operatorHouse.senders.protected
  const save = useNames()
  return (
    <ConfirmDialog
      title={own.removeTitle(name)}
      open
      onClose={onClose}
      onConfirm={() =>
        save.mutate((before) => before.filter((each) => each !== name), {
          onSuccess: () => {
            say(own.isRemoved(name))
            onClose()
          },
        })
      }
      confirm={own.remove}
      busy={save.isPending}
      error={save.error && problemText(words, save.error)}
    >
      <p>{own.removeMeans}</p>
    </ConfirmDialog>
  )
}
