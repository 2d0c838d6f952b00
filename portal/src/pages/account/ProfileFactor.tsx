// The code at sign-in: turned on with an app that scans a QR code, turned off, and recovery codes for when the app is lost.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { secondFactorQuery, useOwnChange } from '../../api/people.ts'
import type { Me } from '../../api/types.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import style from './Profile.module.css'
import { ProfileFactorApp } from './ProfileFactorApp.tsx'
import { ProfileRecoveryCodes } from './ProfileRecoveryCodes.tsx'
import { ProfileSection } from './ProfileSection.tsx'

type Codes = { recovery_codes: string[] }

export function ProfileFactor({ me }: { me: Me }) {
  const words = useWords()
  const own = words.profile.factor
  const { data, error, refetch } = useQuery(secondFactorQuery)
  const [codes, setCodes] = useState<string[] | null>(null)
  const offer = useOwnChange<void, { secret: string; uri: string }>(me, () => ({ path: '/second-factor' }))
  if (error) return <Problem error={error} retry={refetch} />
  return (
    <ProfileSection title={own.title}>
      {codes && <ProfileRecoveryCodes codes={codes} onStored={() => setCodes(null)} />}
      {data?.on === true && <TurnedOn me={me} left={data.recovery_codes_left} onCodes={setCodes} />}
      {data?.on === false && !offer.data && (
        <>
          <p>{own.off}</p>
          {offer.error && <Notice kind="harm">{problemText(words, offer.error)}</Notice>}
          <Action busy={offer.isPending} onClick={() => offer.mutate()}>
            {own.turnOn}
          </Action>
        </>
      )}
      {data?.on === false && offer.data && (
        <ProfileFactorApp
          me={me}
          offered={offer.data}
          onCancel={offer.reset}
          onConfirmed={({ recovery_codes }) => {
            offer.reset()
            setCodes(recovery_codes)
            say(own.turnedOn)
          }}
        />
      )}
    </ProfileSection>
  )
}

function TurnedOn({ me, left, onCodes }: { me: Me; left: number; onCodes(codes: string[]): void }) {
  const words = useWords()
  const own = words.profile.factor
  const [ending, setEnding] = useState(false)
  const renew = useOwnChange<void, Codes>(me, () => ({ path: '/second-factor/recovery-codes' }))
  const end = useOwnChange<void, null>(me, () => ({ method: 'DELETE', path: '/second-factor' }))
  return (
    <>
      <p>{own.on}</p>
      <p className={style.quiet}>
        {own.left(left)}. {own.renewText}
      </p>
      {renew.error && <Notice kind="harm">{problemText(words, renew.error)}</Notice>}
      <div className={style.actions}>
        <Action
          kind="secondary"
          busy={renew.isPending}
          onClick={() => renew.mutate(undefined, { onSuccess: ({ recovery_codes }) => onCodes(recovery_codes) })}
        >
          {own.renew}
        </Action>
        <Action kind="secondary" onClick={() => setEnding(true)}>
          {own.turnOff}
        </Action>
      </div>
      <ConfirmDialog
        open={ending}
        title={own.turnOffTitle}
        confirm={own.turnOff}
        busy={end.isPending}
        error={end.error && problemText(words, end.error)}
        onClose={() => setEnding(false)}
        onConfirm={() =>
          end.mutate(undefined, {
            onSuccess() {
              setEnding(false)
              say(own.turnedOff)
            },
          })
        }
      >
        <p>{own.turnOffText}</p>
      </ConfirmDialog>
    </>
  )
}
