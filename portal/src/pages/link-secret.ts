// The secret behind the `#` of a mailed link: no browser sends that part, so no server and no log on the way has it.
import { useState } from 'react'

export function useLinkSecret(): string {
  const [secret] = useState(() => window.location.hash.slice(1))
  return secret
}
