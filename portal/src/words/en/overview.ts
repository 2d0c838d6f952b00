// How an account stands, and its first steps.
export const overview = {
  title: 'Overview',
  balance: 'Free balance',
  held: (amount: string) => `${amount} more held for messages under way`,
  enoughFor: (count: string) => `Enough for about ${count} SMS at home`,
  todayQuestion: 'What became of today’s messages?',
  today: (count: string) => `${count} accepted since midnight`,
  noneToday: 'No messages today yet.',
  latest: 'Latest messages',
  allMessages: 'All messages',
  noMessages: 'Messages show up here as you send them.',
  api: {
    title: 'Send from your own program',
    text: 'Paste this into a terminal. It sends one message from this account.',
    makeKey: 'Make a key',
    keyName: 'Overview',
    keyPlace: 'YOUR_KEY',
    withoutKey: 'It needs a key in place of YOUR_KEY. A key made here may send and read messages, and nothing else.',
    reference: 'Every call is in the API reference',
  },
}

export const firstRun = {
  title: 'Three steps to your first message',
  done: 'Done',
  sender: {
    title: 'Get a sender ID',
    todo: 'The name that your messages come from. The operator approves it.',
    pending: (name: string) => `${name} is waiting for the operator’s decision.`,
    rejected: (name: string, reason: string | null) =>
      `${name} was not approved${reason === null ? '' : `: ${reason}`}. Request another one.`,
    done: (name: string) => `${name} is approved.`,
    label: 'Sender ID',
    hint: 'A name such as MyShop',
    submit: 'Request it',
    invalid:
      'A sender ID has 1 to 11 letters, digits, spaces, hyphens and dots, or is a whole number with its country code.',
  },
  funds: {
    title: 'Have units in the wallet',
    todo: 'Your wallet is empty. Ask the operator for units; they show up here at once.',
    done: (amount: string) => `${amount} to spend.`,
  },
  test: {
    title: 'Send a test to your own phone',
    todo: 'One message, at the price of any other.',
    label: 'Your number, with its country code',
    submit: 'Send the test',
    invalid: 'There is no such number. Write it with its country code, as in +255712345678.',
    text: 'Habari! This is a test from Njiwa.',
    blocked: 'It can go out once the two steps above are done.',
    forbidden: 'Somebody whose role may send can do this.',
    done: 'Sent.',
  },
}
