// The choice of a language, each in its own name.
import { NativeSelect } from '@mantine/core'
import { choose, LANGUAGES, type Language, useLanguage, useWords } from '../words/index.ts'

export function LanguageChoice() {
  const words = useWords()
  const language = useLanguage()
  return (
    <NativeSelect
      size="xs"
      aria-label={words.shell.language}
      value={language}
      onChange={(event) => void choose(event.currentTarget.value as Language)}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
    />
  )
}
