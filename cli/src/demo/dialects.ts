// The dialects that a demo set has, the first one's account being where the portal's user lands.
import { esms } from './esms.ts'
import { megasms } from './megasms.ts'
import { msgine } from './msgine.ts'
import type { DemoDialect } from './set.ts'
import { smsbox } from './smsbox.ts'
import { wasambazie } from './wasambazie.ts'

export const DIALECTS: readonly DemoDialect[] = [megasms, msgine, esms, wasambazie, smsbox]
