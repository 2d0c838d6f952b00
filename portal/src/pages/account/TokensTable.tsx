// Tokens or key pairs, those that hold first, and taking one back.
import { useState } from 'react'
import { type Credential, standingOf } from '../../api/credentials.ts'
import { useChange } from '../../api/queries.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Tokens.module.css'
import { inOrder } from './TokensFields.tsx'

export function TokensTable({
  rows,
  label,
  shown,
  onRegenerate,
}: {
  rows: readonly Credential[]
  label: string
  /** What the public part of one is called. */
  shown: string
  onRegenerate?: (credential: Credential) => void
}) {
  const words = useWords()
  const [revoking, setRevoking] = useState<Credential | null>(null)
  const columns: Column<Credential>[] = [
    { header: words.keys.name, cell: ({ name }) => <strong className={style.name}>{name}</strong>, phone: 'title' },
    { header: words.keys.state, cell: (row) => <Standing credential={row} />, phone: 'aside' },
    { header: words.keys.dialect, cell: ({ dialect }) => words.dialects[dialect] },
    { header: shown, cell: ({ public_id, kind }) => <PublicId text={public_id} whole={kind === 'pair'} /> },
    { header: words.keys.permissions, cell: (row) => <Limits credential={row} /> },
    { header: words.keys.lastUsed, cell: ({ last_used_at: at }) => (at ? <Time at={at} /> : words.keys.neverUsed) },
    {
      header: words.keys.actions,
      phone: 'plain',
      cell: (row) =>
        holds(row) && (
          <span className={style.actions}>
            {onRegenerate && (
              <Action kind="secondary" size="xs" onClick={() => onRegenerate(row)}>
                {words.pairs.regenerate}
              </Action>
            )}
            <Action kind="secondary" size="xs" onClick={() => setRevoking(row)}>
              {words.keys.revoke}
            </Action>
          </span>
        ),
    },
  ]
  return (
    <>
      <Table rows={rows} columns={columns} label={label} rowKey={({ id }) => id} />
      {revoking && <Revoke credential={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}

const holds = (row: Credential): boolean => ['holds', 'ending'].includes(standingOf(row, Date.now()))

function PublicId({ text, whole }: { text: string; whole: boolean }) {
  return (
    <code className={style.id} title={text}>
      {whole ? `${text.slice(0, 12)}…${text.slice(-4)}` : `${text}…`}
    </code>
  )
}

function Standing({ credential }: { credential: Credential }) {
  const words = useWords().keys
  const standing = standingOf(credential, Date.now())
  const tone = { holds: 'good', ending: 'attention', expired: 'quiet', revoked: 'quiet' } as const
  return (
    <span className={style.standing}>
      <Tag tone={tone[standing]}>{words.states[standing]}</Tag>
      {standing === 'ending' && credential.expires_at && (
        <small>
          {words.endsAt} <Time at={credential.expires_at} />
        </small>
      )}
    </span>
  )
}

function Limits({ credential: { permissions, allowed_ips } }: { credential: Credential }) {
  const words = useWords()
  return (
    <span className={style.limits}>
      {inOrder(permissions).map((permission) => (
        <span key={permission}>{words.permissions[permission] ?? permission}</span>
      ))}
      {allowed_ips.length > 0 && (
        <small title={allowed_ips.join('\n')}>{words.keys.limitedTo(allowed_ips.length)}</small>
      )}
    </span>
  )
}

function Revoke({ credential, onClose }: { credential: Credential; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const revoke = useChange<void, null>(me, account.id, () => ({
    method: 'DELETE',
    path: `/v1/credentials/${credential.id}`,
  }))
  return (
    <ConfirmDialog
      open
      title={words.keys.revokeTitle(credential.name)}
      confirm={words.keys.revoke}
      busy={revoke.isPending}
      error={revoke.error && problemText(words, revoke.error)}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(undefined, {
          onSuccess() {
            say(words.keys.revoked(credential.name))
            onClose()
          },
        })
      }
    >
      <p>{words.keys.revokeText}</p>
    </ConfirmDialog>
  )
}
