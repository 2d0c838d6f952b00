// Bringing the secret into an app: by its QR code, or by hand. The first right code turns the second factor on.
import { TextInput } from '@mantine/core'
import { encode } from 'uqr'
import { ApiError } from '../../api/client.ts'
import { useOwnChange } from '../../api/people.ts'
import type { Me } from '../../api/types.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Form } from '../../ui/Form.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import style from './Profile.module.css'

type Codes = { recovery_codes: string[] }

export function ProfileFactorApp({
  me,
  offered,
  onCancel,
  onConfirmed,
}: {
  me: Me
  offered: { secret: string; uri: string }
  onCancel(): void
  onConfirmed(codes: Codes): void
}) {
  const words = useWords()
  const own = words.profile.factor
  const confirm = useOwnChange<string, Codes>(me, (code) => ({ path: '/second-factor/confirm', body: { code } }))
  const wrong = confirm.error instanceof ApiError && confirm.error.field === 'code'
  return (
    <Form
      submit={own.confirm}
      busy={confirm.isPending}
      error={confirm.error && !wrong && problemText(words, confirm.error)}
      onSubmit={(form) => confirm.mutate(String(form.get('code')), { onSuccess: onConfirmed })}
      onCancel={onCancel}
      label={own.title}
    >
      <p>{own.scan}</p>
      <QrCode text={offered.uri} label={own.qr} />
      <div>
        <p className={style.quiet}>{own.byHand}</p>
        <div className={style.secret}>
          <code>{offered.secret.match(/.{1,4}/g)?.join(' ')}</code>
          <CopyButton text={offered.secret} />
        </div>
      </div>
      <TextInput
        name="code"
        label={own.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        withAsterisk={false}
        error={wrong && own.wrongCode}
      />
    </Form>
  )
}

/** Dark on white in either colour scheme: that is what phones read. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 0 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className={style.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  )
}
