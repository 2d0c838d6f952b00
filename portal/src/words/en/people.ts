// Whoever sits at the page: how they come in, and what they change of themselves.
export const people = {
  forgot: 'Forgot your password?',
  signUpInstead: 'Open an account',
  signInInstead: 'Sign in',
  wrong: 'This e-mail and password do not belong together. Check both and try again.',
  tooMany: 'Too many tries. Wait a little, then try again.',
  password: 'Password',
  newPassword: 'New password',
  passwordHint: '8 characters or more. A sentence is easier to keep in mind than a word with signs in it.',
  showPassword: 'Show what I write',
  passwordShort: 'A password has 8 to 128 characters.',
  emailInvalid: 'Write an e-mail address, such as amina@example.com.',
  nameMissing: 'Write your name.',
}

export const codeStep = {
  title: 'Your code',
  text: 'Open your authenticator app and write the six digits that it shows for this portal.',
  recovery: 'No phone at hand? Write one of your recovery codes instead.',
  label: 'Code',
  submit: 'Sign in',
  missing: 'Write the code.',
  wrong: 'This code is wrong, or was used before. Write the one that the app shows now.',
  back: 'Use another e-mail',
}

export const signUp = {
  title: 'Open an account',
  text: 'The account is yours: you can invite others to it later.',
  name: 'Your name',
  account: 'What the account is called',
  accountHint: 'Your business, school or project',
  accountMissing: 'Write what the account is called.',
  email: 'E-mail',
  submit: 'Open the account',
  closed: {
    title: 'Nobody signs up here by themselves',
    text: 'Ask whoever runs this service for an account.',
  },
  sent: {
    title: 'Look at your mail',
    text: (email: string) =>
      `We have written to ${email}. Open the link in that mail and sign in: then we know that the address is yours.`,
    hint: 'Nothing there after a few minutes? Look among unwanted mail, or sign up once more.',
  },
}

export const confirmAddress = {
  text: 'Sign in with the password that you chose. Then we know that this address is yours.',
  spent: 'This link was used before, or its time is over. Sign in without it: we send you another one.',
  unconfirmed: 'Your address is not confirmed yet. Open the link in the mail that we have just sent you.',
}

export const reset = {
  title: 'Forgot your password?',
  text: 'Write your e-mail. We send you a link with which you choose a new password.',
  email: 'E-mail',
  submit: 'Send me the link',
  sent: {
    title: 'Look at your mail',
    text: (email: string) =>
      `If ${email} has a user here, there is now a mail with a link in it. It works for an hour.`,
  },
  choose: 'Choose a new password',
  save: 'Save the password',
  done: {
    title: 'Your new password holds',
    text: 'You were signed out everywhere. Sign in with the new one.',
  },
  spent: 'This link was used before, or its time is over.',
  again: 'Ask for another link',
}

export const invitation = {
  title: (account: string) => `Join ${account}`,
  text: (account: string, role: string) => `You are invited to work in the account ${account}. Your role: ${role}.`,
  name: 'Your name',
  join: 'Join',
  signInFirst: (email: string) => `${email} has a user here already. Sign in, and you are asked to join.`,
  otherAddress: (own: string, invited: string) =>
    `You are signed in as ${own}, and the invitation went to ${invited}. Sign out and open the link again.`,
  signOut: 'Sign out',
  gone: {
    title: 'This invitation holds no more',
    text: 'It was used or cancelled, or its week is over. Ask whoever invited you for another one.',
  },
}

export const reauthentication = {
  title: 'Is it still you?',
  text: 'Keys, secrets and people are changed only shortly after a password or a code was given.',
  password: 'Your password',
  code: 'The code of your app',
  byCode: 'Give a code instead',
  byPassword: 'Give the password instead',
  submit: 'Go on',
  wrong: 'That is not right. Try again.',
}

export const profile = {
  title: 'Your sign-in',
  you: 'You',
  name: 'Name',
  email: 'E-mail',
  language: 'Language',
  languageHint: 'Of these pages, and of the mails that you get',
  save: 'Save',
  saved: 'Saved',
  passwordTitle: 'Password',
  passwordText: 'When you change it you stay signed in here, and are signed out everywhere else.',
  current: 'The password you have now',
  change: 'Change the password',
  changed: 'Your password is changed',
  wrongPassword: 'This is not your password.',
  factor: {
    title: 'Code at sign-in',
    off: 'Off. With it, a stolen password alone opens nothing.',
    on: 'On. You are asked for a code of your app at each sign-in.',
    turnOn: 'Turn it on',
    turnOff: 'Turn it off',
    turnOffTitle: 'Ask for no code any more?',
    turnOffText: 'From then on your password alone opens your accounts. Your recovery codes are of no use any more.',
    turnedOn: 'A code is asked for from now on',
    turnedOff: 'No code is asked for any more',
    scan: 'Scan this with an authenticator app, such as Aegis, 2FAS or Google Authenticator.',
    qr: 'QR code of the secret below',
    byHand: 'Or write this secret into the app:',
    code: 'The six digits that the app shows',
    confirm: 'Confirm',
    wrongCode: 'This is not the code that the app shows now.',
    left: (count: number) => `${count} recovery ${count === 1 ? 'code' : 'codes'} left`,
    renew: 'New recovery codes',
    renewText: 'Ten new ones take the place of those you have.',
  },
  recovery: {
    title: 'Store these recovery codes now',
    text: 'They are shown this once. Each opens your account once when your phone is lost: keep them where your phone is not.',
    copy: 'Copy all',
    stored: 'I have stored them',
  },
  sessions: {
    title: 'Where you are signed in',
    browser: 'Browser',
    address: 'Address',
    since: 'Signed in',
    seen: 'Last used',
    here: 'This one',
    endOthers: 'Sign out everywhere else',
    ended: 'You are signed out everywhere else',
    onlyHere: 'You are signed in only here.',
    unknown: 'Unknown browser',
    on: (browser: string, system: string) => `${browser} on ${system}`,
  },
}
