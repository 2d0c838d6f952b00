// The name, colours and logo that the portal stands under. A colour that people could not read is refused with the reason.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { operatorQuery } from '../../api/operator.ts'
import type { Branding as Brand } from '../../api/operator-types.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { useDraft } from '../../ui/useDraft.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

export function Branding() {
  const words = useWords().operatorHouse.branding
  const { data, error, refetch } = useQuery(operatorQuery<Brand>('/branding'))
  return (
    <Page title={words.title}>
      {data ? <Look newest={data} /> : error ? <Problem error={error} retry={refetch} /> : <Waiting lines={4} />}
    </Page>
  )
}

type Logo = { name: string; data: string } | null | undefined

function Look({ newest }: { newest: Brand }) {
  const words = useWords()
  const own = words.operatorHouse.branding
  const why = useWhyNot()('branding:change')
  const draft = useDraft(newest)
  const { from: brand } = draft
  const [logo, setLogo] = useState<Logo>(undefined)
  const save = useOperatorChange<object, Brand>((body) => ({ method: 'PUT', path: '/branding', body }))
  const wrong = save.error instanceof ApiError ? save.error : null
  const wrongAt = (field: string): string | null => (wrong?.field === field ? wrong.message : null)
  return (
    <Form
      key={draft.key}
      submit={words.operator.save}
      why={why}
      busy={save.isPending}
      error={
        save.error && wrong?.field !== 'accent' && wrong?.field !== 'accent_dark' && problemText(words, save.error)
      }
      onInput={draft.touch}
      onSubmit={(form) => {
        const { name, accent, accent_dark } = Object.fromEntries(form)
        // Names and colours are in the page itself: it is loaded anew.
        const body = { name, accent, accent_dark, ...(logo !== undefined && { logo: logo?.data ?? null }) }
        save.mutate(body, { onSuccess: () => location.reload() })
      }}
    >
      <p className={style.quiet}>{own.means}</p>
      <TextInput name="name" label={own.name} defaultValue={brand.name} maxLength={40} required />
      <FieldRow>
        <TextInput
          name="accent"
          label={own.accent}
          description={own.accentHint}
          defaultValue={brand.accent}
          error={wrongAt('accent')}
          maxLength={7}
          required
          spellCheck={false}
        />
        <TextInput
          name="accent_dark"
          label={own.accentDark}
          description={own.accentDarkHint}
          defaultValue={brand.accent_dark}
          error={wrongAt('accent_dark')}
          maxLength={7}
          required
          spellCheck={false}
        />
      </FieldRow>
      <div className={style.stack}>
        <FileDrop label={own.logo} accept="image/png,image/jpeg,image/webp" onFile={(file) => void read(file, setLogo)}>
          <small className={style.small}>{own.logoHint}</small>
        </FileDrop>
        <p>
          {logo
            ? own.logoChosen(logo.name)
            : logo === null
              ? own.logoGoes
              : brand.has_logo
                ? own.logoStays
                : own.noLogo}{' '}
          {brand.has_logo && logo !== null && (
            <button
              type="button"
              className={style.plain}
              onClick={() => {
                draft.touch()
                setLogo(null)
              }}
            >
              {own.removeLogo}
            </button>
          )}
        </p>
      </div>
    </Form>
  )
}

async function read(file: File, done: (logo: Logo) => void): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  done({ name: file.name, data: btoa(text) })
}
