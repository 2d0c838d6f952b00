import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'Se connecter',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  emailMissing: 'Indiquez l’adresse e-mail à laquelle vous avez été invité.',
  passwordMissing: 'Indiquez votre mot de passe.',
  expired: 'Vous avez été déconnecté après un moment sans activité. Reconnectez-vous pour reprendre où vous en étiez.',
  reference: 'Référence de l’API',
}
