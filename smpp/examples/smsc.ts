// An SMSC that takes every message and reports it delivered: node examples/smsc.ts [port]
import { buildReceipt, listen, messageState, type Session, type SubmitSm, status } from '@njiwa/smpp'

const port = Number(process.argv[2] ?? 2775)
let lastId = 0

const listener = await listen({
  host: '127.0.0.1',
  port,
  onBind: ({ system_id, password }) => ({
    command_status: password === 'secret' ? status.ESME_ROK : status.ESME_RINVPASWD,
    system_id: `hello ${system_id}`.slice(0, 15),
  }),
  onRequest: (pdu, session) => {
    if (pdu.command !== 'submit_sm') {
      session.respond(pdu, { command_status: status.ESME_RINVCMDID })
    } else {
      const id = String(++lastId).padStart(10, '0')
      session.respond(pdu, { message_id: id })
      if (pdu.registered_delivery & 1) void sendReceipt(session, pdu, id)
    }
  },
  onClose: (reason, session) => console.log(`${session.peer.system_id || session.peer.address}: ${reason.code}`),
})
console.log(`listening on ${listener.port}`)

async function sendReceipt(session: Session, submitted: SubmitSm, id: string): Promise<void> {
  const now = Date.now()
  try {
    await session.send({
      command: 'deliver_sm',
      source_addr_ton: submitted.dest_addr_ton,
      source_addr_npi: submitted.dest_addr_npi,
      source_addr: submitted.destination_addr,
      dest_addr_ton: submitted.source_addr_ton,
      dest_addr_npi: submitted.source_addr_npi,
      destination_addr: submitted.source_addr,
      ...buildReceipt({ id, message_state: messageState.DELIVERED, submitMs: now, doneMs: now }),
    })
  } catch (error) {
    console.log(`no one took the receipt of ${id}: ${error}`) // keep it for the ESME's next bind
  }
}

process.once('SIGTERM', () => void listener.close())
