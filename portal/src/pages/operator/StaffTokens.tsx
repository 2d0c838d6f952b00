// Tokens for the command line and for programs of the operator.
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import { STAFF_ROLES, type StaffRole } from '../../api/operator-types.ts'
import type { Page } from '../../api/types.ts'
import { Action } from '../../ui/Action.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useOperatorChange } from './useOperator.ts'

interface Token {
  id: string
  name: string
  role: StaffRole
  created_at: string
  revoked_at: string | null
  last_used_at: string | null
}

export function StaffTokens() {
  const words = useWords()
  const own = words.operatorHouse.staff
  const [making, setMaking] = useState(false)
  const revoke = useOperatorChange<string>((id) => ({ method: 'DELETE', path: `/tokens/${id}` }))
  const query = useQuery(operatorQuery<Page<Token>>('/tokens', { limit: PAGE }))
  return (
    <section className={style.section}>
      <div className={style.head}>
        <h2>{own.tokens}</h2>
        <Action kind="secondary" onClick={() => setMaking(true)}>
          {own.makeToken}
        </Action>
      </div>
      {revoke.error && <p role="alert">{problemText(words, revoke.error)}</p>}
      <Listing
        query={query}
        cursor={null}
        label={own.tokens}
        rowKey={({ id }) => id}
        empty={own.noTokens}
        columns={[
          { header: own.name, cell: ({ name }) => name, phone: 'title' },
          { header: own.role, cell: ({ role }) => own.roles[role] },
          { header: own.lastUsed, cell: ({ last_used_at }) => (last_used_at ? <Time at={last_used_at} /> : own.never) },
          {
            header: own.state,
            cell: ({ id, revoked_at }) =>
              revoked_at ? (
                <Tag tone="quiet">{own.revoked}</Tag>
              ) : (
                <Action kind="secondary" size="xs" busy={revoke.isPending} onClick={() => revoke.mutate(id)}>
                  {own.revoke}
                </Action>
              ),
            phone: 'aside',
          },
        ]}
      />
      {making && <NewToken onClose={() => setMaking(false)} />}
    </section>
  )
}

function NewToken({ onClose }: { onClose(): void }) {
  const words = useWords()
  const own = words.operatorHouse.staff
  const make = useOperatorChange<object, { token: string }>((body) => ({ path: '/tokens', body }))
  return (
    <Dialog title={own.makeToken} open onClose={onClose} firm={make.data !== undefined}>
      {make.data ? (
        <SecretPanel secrets={[{ value: make.data.token }]} onStored={onClose} />
      ) : (
        <Form
          submit={own.makeToken}
          busy={make.isPending}
          error={make.error && problemText(words, make.error)}
          onCancel={onClose}
          onSubmit={(form) => make.mutate(Object.fromEntries(form))}
        >
          <FieldRow>
            <TextInput
              name="name"
              label={own.tokenName}
              description={own.tokenHint}
              maxLength={100}
              required
              data-autofocus
            />
            <NativeSelect
              name="role"
              label={own.role}
              defaultValue="support"
              data={STAFF_ROLES.map((value) => ({ value, label: own.roles[value] }))}
            />
          </FieldRow>
        </Form>
      )}
    </Dialog>
  )
}
