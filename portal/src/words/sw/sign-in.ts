import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'Ingia',
  email: 'Barua pepe',
  password: 'Nenosiri',
  submit: 'Ingia',
  emailMissing: 'Andika barua pepe uliyoalikwa nayo.',
  passwordMissing: 'Andika nenosiri lako.',
  expired: 'Umetolewa kwa kuwa hukutumia kwa muda. Ingia uendelee ulipoishia.',
  reference: 'Mwongozo wa API',
}
