import type { Trouble } from '../../api/operator-types.ts'

/** How many things are wrong; messages that wait are one, however many. */
export function troubles({ carriers, routes, late_messages, endpoints, nodes }: Trouble): number {
  return carriers.length + routes.length + (late_messages.messages > 0 ? 1 : 0) + endpoints.length + nodes.length
}
