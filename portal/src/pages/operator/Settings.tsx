// The rules of the house that an admin sets: who opens an account, and how much one person may credit.
import { Page } from '../../ui/Page.tsx'
import { useWords } from '../../words/index.ts'
import { CreditLimits } from './CreditLimits.tsx'
import { SignUpRules } from './SignUpRules.tsx'

export function Settings() {
  const words = useWords().operatorSettings
  return (
    <Page title={words.title}>
      <SignUpRules />
      <CreditLimits />
    </Page>
  )
}
