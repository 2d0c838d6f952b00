// What belongs to no page of its own.
export const secret = {
  title: 'Store this key now',
  text: 'It is shown this once. We keep only a fingerprint of it, so nobody can show it again.',
  stored: 'I have stored it',
}

export const problem = {
  title: 'This could not be loaded',
  offline: 'The server could not be reached. Check your connection and try again.',
  unexpected: 'Something went wrong on our side. Try again; if it stays, tell the operator this number:',
  again: 'Try again',
}

export const notFound = {
  title: 'There is nothing at this address',
  text: 'The address may be mistyped, or the page may have moved.',
  action: 'Go to the overview',
}
