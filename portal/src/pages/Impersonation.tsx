// Says for as long as it lasts that staff are signed in as an account, and leads out of it. At its end it leads out by itself.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call } from '../api/client.ts'
import { meQuery } from '../api/queries.ts'
import type { AccountAccess, Me } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { Action } from '../ui/Action.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/index.ts'
import style from './Impersonation.module.css'

export function Impersonation({ me, account }: { me: Me; account: AccountAccess | undefined }) {
  const entered = me.impersonation
  if (!entered || account?.id !== entered.account_id) return null
  return <Banner me={me} account={account} until={entered.until} />
}

function Banner({ me, account, until }: { me: Me; account: AccountAccess; until: string }) {
  const words = useWords().operator.impersonation
  const client = useQueryClient()
  const navigate = useNavigate()
  const end = useMutation({
    mutationFn: () => call({ method: 'DELETE', path: '/impersonation', csrfToken: me.csrf_token }),
    async onSettled() {
      await navigate({ to: PATHS.operatorAccount, params: { id: account.id }, search: {} })
      client.removeQueries({ queryKey: [account.id] })
      await client.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
  const { mutate } = end
  useEffect(() => {
    const timer = setTimeout(() => mutate(), Math.max(0, Date.parse(until) - Date.now()))
    return () => clearTimeout(timer)
  }, [until, mutate])
  return (
    <div className={style.banner}>
      <Notice kind="attention">
        <div className={style.line}>
          <p>
            <strong>{words.running(account.name)}</strong>{' '}
            {account.permissions.includes('account:write') ? words.mayChange : words.readOnly} {words.endsAt}{' '}
            <Time at={until} />.
          </p>
          <Action kind="secondary" size="xs" busy={end.isPending} onClick={() => mutate()}>
            {words.end}
          </Action>
        </div>
      </Notice>
    </div>
  )
}
