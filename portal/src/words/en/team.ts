// Who works in an account.
export const roles = {
  owner: 'Owner',
  developer: 'Developer',
  finance: 'Finance',
  viewer: 'Viewer',
}

export const roleMeanings = {
  owner: 'everything, and says who else is an owner',
  developer: 'sends, sets up keys, webhooks and senders, invites people',
  finance: 'sees the wallet and prices and buys units; no messages',
  viewer: 'looks at everything, changes nothing',
}

export const team = {
  title: 'Team',
  person: 'Person',
  email: 'E-mail',
  role: 'Role',
  code: 'Code at sign-in',
  codeOn: 'On',
  codeOff: 'Off',
  you: 'you',
  actions: 'Change',
  invite: 'Invite somebody',
  inviteTitle: 'Invite somebody to this account',
  inviteText: 'They get a mail with a link that works for 7 days.',
  send: 'Send the invitation',
  sent: (email: string) => `The invitation to ${email} is on its way`,
  invitations: 'Invited',
  until: 'Open until',
  over: 'Its time is over',
  again: 'Send again',
  cancel: 'Cancel it',
  cancelled: (email: string) => `The invitation to ${email} is cancelled`,
  changeRole: (name: string) => `Change the role of ${name}`,
  changeRoleButton: 'Change role',
  saveRole: 'Save the role',
  roleSaved: (name: string, role: string) => `${name} is now: ${role}`,
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name} from this account?`,
  removeText: 'They can see and do nothing here from now on. The keys they made stay: revoke them if they should not.',
  removed: (name: string) => `${name} is no longer in the team`,
  onlyOwners: 'Only an owner can do that.',
  lastOwner: 'An account has at least one owner. Make somebody else an owner first.',
  mayNot: 'Your role does not change the team. Ask an owner.',
  whatRolesMay: 'What each role may do',
}
