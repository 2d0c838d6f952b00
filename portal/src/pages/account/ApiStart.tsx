// A call that works as it stands once there is a key in it. The key is made here and shown this once.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { senderIdsQuery, useChange } from '../../api/queries.ts'
import { Code } from '../../ui/Code.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './ApiStart.module.css'
import overview from './Overview.module.css'

const NUMBER = '+255712345678'

export function ApiStart() {
  const words = useWords()
  const { me, account } = useSession()
  const senders = useQuery(senderIdsQuery(account.id)).data?.data
  const [stored, setStored] = useState(false)
  const made = useChange<void, { secret: string }>(me, account.id, () => ({
    path: '/v1/credentials',
    body: { name: words.overview.api.keyName, permissions: ['messages:send', 'messages:read'] },
  }))
  const secret = made.data?.secret
  const sender = senders?.find(({ status }) => status === 'approved')?.name
  return (
    <section className={overview.section} aria-labelledby="api">
      <div className={overview.heading}>
        <h2 id="api">{words.overview.api.title}</h2>
        <a href="/docs/native">{words.overview.api.reference}</a>
      </div>
      <div className={style.body}>
        <p>{words.overview.api.text}</p>
        {secret !== undefined && !stored && (
          <SecretPanel
            secrets={[{ value: secret }]}
            onStored={() => {
              setStored(true)
              made.reset()
            }}
          />
        )}
        <Code label="curl" text={curl(secret ?? words.overview.api.keyPlace, sender)} />
        {made.error && <Problem error={made.error} />}
        {secret === undefined && (
          <div className={style.actions}>
            <Button
              variant="default"
              loading={made.isPending}
              disabled={account.status !== 'active'}
              onClick={() => {
                setStored(false)
                made.mutate()
              }}
            >
              {words.overview.api.makeKey}
            </Button>
            <p className={overview.small}>{words.overview.api.withoutKey}</p>
          </div>
        )}
      </div>
    </section>
  )
}

function curl(key: string, sender: string | undefined): string {
  const body = JSON.stringify({ ...(sender && { sender }), to: [NUMBER], text: 'Habari from Njiwa' })
  return [
    `curl -X POST '${window.location.origin}/v1/requests'`,
    `-H 'Authorization: Bearer ${key}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${body.replaceAll("'", `'\\''`)}'`,
  ].join(' \\\n  ')
}
