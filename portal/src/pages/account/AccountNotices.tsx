// What was decided or done about this account by others, until somebody of it has put it away.
import { useQuery } from '@tanstack/react-query'
import { useChange } from '../../api/queries.ts'
import { type AccountNotice, type NoticeKind, noticesQuery } from '../../api/senders.ts'
import { Action } from '../../ui/Action.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Time } from '../../ui/Time.tsx'
import { countryName } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import style from './AccountNotices.module.css'

const TONES: Record<NoticeKind, 'attention' | 'done'> = {
  'endpoint.disabled': 'attention',
  'sender_id.approved': 'done',
  'sender_id.rejected': 'attention',
  'number.assigned': 'done',
  'number_request.refused': 'attention',
}

/** Those of these kinds. */
export function AccountNotices({ kinds }: { kinds: readonly NoticeKind[] }) {
  const { account } = useSession()
  const { data } = useQuery(noticesQuery(account.id))
  const shown = data?.data.filter(({ kind }) => kinds.includes(kind)) ?? []
  if (shown.length === 0) return null
  return (
    <div className={style.notices}>
      {shown.map((notice) => (
        <One key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function One({ notice }: { notice: AccountNotice }) {
  const words = useWords()
  const { me, account, may } = useSession()
  const see = useChange<string, null>(me, account.id, (id) => ({ path: `/v1/notices/${id}/seen` }))
  return (
    <Notice kind={TONES[notice.kind]}>
      <div className={style.notice}>
        <p>
          {textOf(words.notices, notice)}{' '}
          <span className={style.time}>
            <Time at={notice.created_at} />
          </span>
        </p>
        {may('account:write') && account.status === 'active' && (
          <Action kind="secondary" size="xs" busy={see.isPending} onClick={() => see.mutate(notice.id)}>
            {words.notices.putAway}
          </Action>
        )}
      </div>
    </Notice>
  )
}

function textOf(words: ReturnType<typeof useWords>['notices'], { kind, detail }: AccountNotice): string {
  const { name = '', url = '', number = '', reason, countries } = detail
  switch (kind) {
    case 'sender_id.approved':
      return countries
        ? words.senderApprovedFor(name ?? '', countries.split(', ').map(countryName).join(', '))
        : words.senderApproved(name ?? '')
    case 'sender_id.rejected':
      return words.senderRejected(name ?? '', reason ?? '')
    case 'number.assigned':
      return words.numberAssigned(number ?? '')
    case 'number_request.refused':
      return words.numberRefused(reason ?? '')
    case 'endpoint.disabled':
      return reason === 'gone' ? words.endpointGone(url ?? '') : words.endpointFailing(url ?? '')
  }
}
