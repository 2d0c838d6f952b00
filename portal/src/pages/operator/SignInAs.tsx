// Signs the person in as an account for half an hour, for a reason that its audit log keeps.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import type { Account } from '../../api/operator-types.ts'
import { meQuery } from '../../api/queries.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { useWords } from '../../words/index.ts'
import { useStaff } from '../session.ts'
import style from './Operator.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useWhyNot } from './useOperator.ts'

export function SignInAs({ account }: { account: Account }) {
  const words = useWords().operatorAccounts
  const [asking, setAsking] = useState(false)
  const { me, role } = useStaff()
  const why = useWhyNot()('accounts:enter')
  const client = useQueryClient()
  const navigate = useNavigate()
  const enter = useMutation({
    mutationFn: (reason: string) =>
      call({
        method: 'POST',
        path: '/impersonation',
        body: { account_id: account.id, reason },
        csrfToken: me.csrf_token,
      }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: PATHS.overview, search: { account: account.id } })
    },
  })
  return (
    <>
      <Action kind="secondary" why={why} onClick={() => setAsking(true)}>
        {words.signInAs}
      </Action>
      {asking && (
        <ReasonDialog
          title={words.signInAsTitle(account.name)}
          label={words.signInAsReason}
          hint={words.signInAsReasonHint}
          confirm={words.signInAs}
          kind="primary"
          change={enter}
          onGiven={(reason) => enter.mutate(reason)}
          onClose={() => setAsking(false)}
        >
          <p className={style.quiet}>{role === 'admin' ? words.signInAsAdmin : words.signInAsSupport}</p>
        </ReasonDialog>
      )}
    </>
  )
}
