// The form that stands before everything.
export const signIn = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  emailMissing: 'Write the e-mail that you were invited with.',
  passwordMissing: 'Write your password.',
  expired: 'You were signed out after a while without use. Sign in to go on where you were.',
  reference: 'API reference',
}
