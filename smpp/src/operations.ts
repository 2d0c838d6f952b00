// Which operation may arrive when, and what answers it (SMPP 3.4 §2.2, table 2-1).
import type { BindPdu, Command, NotePdu, RequestPdu } from './pdu/index.ts'

export type Role = 'esme' | 'smsc'
export type Mode = 'transmitter' | 'receiver' | 'transceiver'

/** What reaches `onRequest`. The session itself answers binds, unbind and enquire_link. */
export type IncomingPdu = Exclude<RequestPdu | NotePdu, BindPdu | { command: 'unbind' | 'enquire_link' | 'outbind' }>

const requestsTo: Record<Role, ReadonlySet<Command>> = {
  smsc: new Set<Command>(['submit_sm', 'submit_multi', 'data_sm', 'query_sm', 'cancel_sm', 'replace_sm']),
  esme: new Set<Command>(['deliver_sm', 'data_sm', 'alert_notification']),
}
/** A bind whose requests all go the other way. */
const deafMode: Record<Role, Mode> = { smsc: 'receiver', esme: 'transmitter' }

/** Whether a session that is bound in this mode takes this request. */
export function mayArrive(at: Role, mode: Mode | undefined, command: Command): boolean {
  return mode !== undefined && mode !== deafMode[at] && requestsTo[at].has(command)
}

export const bindModes: ReadonlyMap<Command, Mode> = new Map<Command, Mode>([
  ['bind_receiver_resp', 'receiver'],
  ['bind_transmitter_resp', 'transmitter'],
  ['bind_transceiver_resp', 'transceiver'],
])

/** Undefined for what has no response. */
export const responseTo: ReadonlyMap<Command, Command> = new Map<Command, Command>([
  ['bind_receiver', 'bind_receiver_resp'],
  ['bind_transmitter', 'bind_transmitter_resp'],
  ['bind_transceiver', 'bind_transceiver_resp'],
  ['unbind', 'unbind_resp'],
  ['submit_sm', 'submit_sm_resp'],
  ['submit_multi', 'submit_multi_resp'],
  ['deliver_sm', 'deliver_sm_resp'],
  ['data_sm', 'data_sm_resp'],
  ['query_sm', 'query_sm_resp'],
  ['cancel_sm', 'cancel_sm_resp'],
  ['replace_sm', 'replace_sm_resp'],
  ['enquire_link', 'enquire_link_resp'],
])
