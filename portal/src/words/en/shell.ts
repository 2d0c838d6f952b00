// What surrounds every page.
export const shell = {
  skip: 'Go to the content',
  accounts: 'Your accounts',
  switchAccount: (name: string) => `Account ${name}. Choose another`,
  user: (name: string) => `Signed in as ${name}`,
  signOut: 'Sign out',
  language: 'Language',
  inactive: {
    pending:
      'This account has not been activated yet. You can look around; sending starts when the operator activates it.',
    suspended: 'This account is suspended: nothing can be sent or changed. Ask the operator why, and what to do.',
  },
  noAccount: {
    title: 'You belong to no account',
    text: 'There is nothing to show yet. Ask an owner of an account to add you to it.',
    staff: 'You are signed in as staff: your pages are in the operator console.',
    action: 'Go to the operator console',
  },
  foreignAccount: {
    title: 'This page is of an account that you do not belong to',
    text: 'Ask one of its owners to add you, or go to your own.',
    action: 'Go to your overview',
  },
  notStaff: {
    title: 'This page is for the operator’s staff',
    text: 'You are signed in, but not as staff of this installation.',
    action: 'Go to your overview',
  },
}
