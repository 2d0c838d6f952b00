// An ESME that sends one long message and waits for its receipts: node examples/esme.ts [port] [msisdn]
import { concatenate, connect, parseReceipt, status, statusName } from '@njiwa/smpp'

const port = Number(process.argv[2] ?? 2775)
const msisdn = process.argv[3] ?? '255712345678'

// A receipt may come before the response that tells its id, so both are noted and then compared.
const accepted: string[] = []
const reported = new Set<string>()

const session = await connect({
  host: '127.0.0.1',
  port,
  bind: { mode: 'transceiver', system_id: 'example', password: 'secret' },
  onRequest: (pdu, session) => {
    session.respond(pdu, { command_status: status.ESME_ROK })
    const receipt = pdu.command === 'deliver_sm' ? parseReceipt(pdu) : undefined
    if (receipt === undefined) return
    console.log(`${receipt.id} ${receipt.stat}`)
    reported.add(receipt.id)
    endWhenReported()
  },
  onClose: (reason) => console.log(`session over: ${reason.code}`),
})
console.log(`bound to ${session.peer.system_id}`)

// Cut where your alphabet allows it: 153 septets or 67 UCS-2 units a part. These two are plain ASCII.
const bodies = ['The pigeon has left the loft, ', 'and is on its way to you.'].map((text) =>
  Buffer.from(text, 'latin1'),
)
const parts = concatenate(bodies, 7, 'udh8').map((part) =>
  session.send({
    command: 'submit_sm',
    source_addr_ton: 5, // alphanumeric
    source_addr: 'NJIWA',
    dest_addr_ton: 1, // international
    dest_addr_npi: 1, // E.164
    destination_addr: msisdn,
    registered_delivery: 1,
    ...part,
  }),
)
for (const response of await Promise.all(parts)) {
  if (response.command === 'submit_sm_resp' && response.command_status === status.ESME_ROK) {
    console.log(`accepted as ${response.message_id}`)
    accepted.push(response.message_id)
  } else {
    console.log(`refused: ${statusName(response.command_status)}`)
    await session.unbind()
    break
  }
}
endWhenReported()

function endWhenReported(): void {
  if (accepted.length === parts.length && accepted.every((id) => reported.has(id))) void session.unbind()
}
