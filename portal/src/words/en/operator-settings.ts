// The rules of the house: who opens an account, and how much one person may credit.
export const operatorSettings = {
  title: 'Settings',
  signUp: {
    title: 'Signing up',
    means: 'These rules hold for whoever signs up from now on.',
    accounts: 'Who may open an account?',
    choices: {
      closed: { label: 'Nobody by themselves', means: 'You create every account.' },
      pending: { label: 'Everybody, once you agree', means: 'A new account waits until you activate it.' },
      active: {
        label: 'Everybody, at once',
        means: 'A new account may send as soon as it has a sender ID and a balance.',
      },
    },
    plan: 'Rate card of a new account',
    planHint: 'It says what messages cost, and in what its wallet is.',
    firstPlan: 'The one that was made first',
  },
  limits: {
    title: 'Credits by one person',
    means:
      'The most that one person may put into a wallet, or take out of it, at a time. What is above it waits until a second person confirms it.',
    none: 'There is no limit: one person may credit any amount.',
    set: 'Set a limit',
    currency: 'Currency',
    currencyHint: 'Three letters, or units',
    most: 'The most at a time',
    mostHint: 'With 0, every credit takes two people',
    mostInvalid: 'Write an amount such as 25000 or 12.50, or 0.',
    isSet: (most: string) => `The limit is set: ${most} at a time.`,
    remove: 'Remove',
    removeTitle: (currency: string) => `Remove the limit for ${currency}?`,
    removeMeans: 'One person may credit any amount of it from then on.',
    isRemoved: 'The limit is gone.',
  },
}
