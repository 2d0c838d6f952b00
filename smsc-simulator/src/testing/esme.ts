// An ESME for the tests: submits, keeps what came to it in the order it came, and waits for more of it.
import { EventEmitter, once } from 'node:events'
import { connect, type DeliverSm, type Mode, parseReceipt, type Session, type SubmitSm } from '@njiwa/smpp'

export interface EsmeOptions {
  port: number
  mode?: Mode
  system_id?: string
  password?: string
  /** The command_status of each deliver_sm_resp; undefined: no response. 0 by default. */
  answer?: (pdu: DeliverSm) => number | undefined
}

export interface Esme {
  session: Session
  delivered: DeliverSm[]
  /** What the receipts said, in their order. */
  stats(): (string | undefined)[]
  submit(destination_addr: string, fields?: Partial<SubmitSm>): Promise<{ command_status: number; message_id?: string }>
  /** Resolves with everything delivered once it is so many. */
  until(count: number): Promise<DeliverSm[]>
}

export async function bindEsme(options: EsmeOptions): Promise<Esme> {
  const { port, mode = 'transceiver', system_id = 'esme', password = 'secret', answer = () => 0 } = options
  const delivered: DeliverSm[] = []
  const news = new EventEmitter()
  const session = await connect({
    host: '127.0.0.1',
    port,
    window: 100,
    bind: { mode, system_id, password, interface_version: 0x34 },
    onRequest(pdu, session) {
      if (pdu.command !== 'deliver_sm') return
      delivered.push(pdu)
      const command_status = answer(pdu)
      if (command_status !== undefined) session.respond(pdu, { command_status })
      news.emit('delivered')
    },
  })
  return {
    session,
    delivered,
    stats: () => delivered.map((pdu) => parseReceipt(pdu)?.stat),
    submit: (destination_addr, fields) =>
      session.send({
        command: 'submit_sm',
        source_addr_ton: 5,
        source_addr: 'INFO',
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr,
        registered_delivery: 1,
        short_message: Buffer.from('hello'),
        ...fields,
      }),
    async until(count) {
      while (delivered.length < count) await once(news, 'delivered')
      return delivered
    },
  }
}
