// Sender IDs; what others decided about the account; and why a button cannot be used.
export const senders = {
  title: 'Sender IDs',
  request: 'Request a sender ID',
  submit: 'Request it',
  requested: (name: string) => `${name} was requested. The operator decides; you will see it here.`,
  none: 'You have no sender ID yet. Request the name that your messages are to come from; the operator approves it.',
  name: 'Sender ID',
  status: 'Status',
  statuses: { pending: 'Awaiting review', approved: 'Approved', rejected: 'Not approved' },
  countries: 'Countries',
  everywhere: 'Everywhere',
  someCountries: 'Only in some countries',
  where: 'Where will you send under it?',
  addCountry: 'Add a country',
  chooseCountry: 'Choose a country',
  withoutCountry: (name: string) => `Without ${name}`,
  countriesMissing: 'Choose a country, or “Everywhere”.',
  sample: 'Sample message',
  sampleHint: (length: string) => `What you will send under it, 15 to 170 characters. Now ${length}.`,
  sampleInvalid: 'Write what you will send under it, in 15 to 170 characters.',
  nameInvalid: 'Write 1 to 11 letters, digits, spaces, hyphens and dots, or a whole number with its country code.',
  asked: 'Requested',
  rules: {
    length: 'At most 11 characters: letters and digits, and if it must be a space, a hyphen or a dot.',
    business: 'It belongs to your business, organisation or service.',
    brands: 'It does not imitate a brand of somebody else’s.',
  },
}

export const notices = {
  putAway: 'Seen',
  senderApproved: (name: string) => `The sender ID ${name} is approved. You can send under it.`,
  senderApprovedFor: (name: string, countries: string) => `The sender ID ${name} is approved for ${countries}.`,
  senderRejected: (name: string, reason: string) => `The sender ID ${name} was not approved: ${reason}`,
  numberAssigned: (number: string) =>
    `The number ${number} is yours. Set where its messages are posted, or read them here.`,
  numberRefused: (reason: string) => `Your request for a number was refused: ${reason}`,
  endpointFailing: (url: string) =>
    `The endpoint ${url} was disabled: nothing was heard there for five days. Repair it, enable it, and send again what it missed.`,
  endpointGone: (url: string) =>
    `The endpoint ${url} was disabled: it answered 410, which says that it is gone. Enable it if that was a mistake.`,
}

export const whyNot = {
  role: 'Your role may look at this and not change it. Ask an owner or a developer of the account.',
  inactive: 'The account is not active, so nothing can be changed.',
}
