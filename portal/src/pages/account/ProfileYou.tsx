// Name and language of whoever has signed in.
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useOwnChange, useRemember } from '../../api/people.ts'
import type { Me } from '../../api/types.ts'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { choose, LANGUAGES, type Language, useLanguage, useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { ProfileSection } from './ProfileSection.tsx'

export function ProfileYou({ me }: { me: Me }) {
  const words = useWords()
  const spoken = useLanguage()
  const remember = useRemember()
  const [missing, setMissing] = useState(false)
  const change = useOwnChange<{ name: string; language: Language }, Me>(me, (body) => ({
    method: 'PATCH',
    path: '/me',
    body,
  }))
  function submit(form: FormData): void {
    const name = String(form.get('name')).trim()
    const language = String(form.get('language')) as Language
    setMissing(name === '')
    if (name === '') return
    change.mutate(
      { name, language },
      {
        async onSuccess(next) {
          remember(next)
          await choose(language)
          say(words.profile.saved)
        },
      },
    )
  }
  return (
    <ProfileSection title={words.profile.you}>
      <Form
        submit={words.profile.save}
        kind="secondary"
        busy={change.isPending}
        error={change.error && problemText(words, change.error)}
        onSubmit={submit}
        label={words.profile.you}
      >
        <FieldRow>
          <TextInput
            name="name"
            label={words.profile.name}
            defaultValue={me.user.name}
            maxLength={100}
            autoComplete="name"
            error={missing && words.people.nameMissing}
          />
          <TextInput label={words.profile.email} value={me.user.email} readOnly />
        </FieldRow>
        <NativeSelect
          name="language"
          label={words.profile.language}
          description={words.profile.languageHint}
          defaultValue={me.user.language ?? spoken}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        />
      </Form>
    </ProfileSection>
  )
}
