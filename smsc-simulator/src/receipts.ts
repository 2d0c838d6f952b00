// The deliver_sm that tells what became of a message that was taken.
import { buildReceipt, type DeliverSm, messageState, type PduInput, type SubmitSm, userDataOf } from '@njiwa/smpp'
import { DATA_CODING_UCS2 } from './alphabet.ts'
import type { Counters } from './counters.ts'
import type { Taken } from './journal.ts'
import type { Delivery } from './mailbox.ts'

const TEXT_OCTETS = 20

type Decided = Pick<Taken, 'message_id' | 'system_id' | 'message_state' | 'copies' | 'submitMs'>

export function taken(pdu: SubmitSm, decided: Decided): Taken {
  return {
    message_id: decided.message_id,
    system_id: decided.system_id,
    source_addr_ton: pdu.source_addr_ton,
    source_addr_npi: pdu.source_addr_npi,
    source_addr: pdu.source_addr,
    dest_addr_ton: pdu.dest_addr_ton,
    dest_addr_npi: pdu.dest_addr_npi,
    destination_addr: pdu.destination_addr,
    message_state: decided.message_state,
    copies: decided.copies,
    submitMs: decided.submitMs,
    // The receipt's own text is in the default alphabet: octets of UCS-2 would be noise in it.
    text: pdu.data_coding === DATA_CODING_UCS2 ? '' : userDataOf(pdu).body.toString('latin1', 0, TEXT_OCTETS),
  }
}

/** One message's receipt; `put` it `taken.copies` times. `acknowledged` is called when the last copy was answered. */
export class Receipt implements Delivery {
  readonly dueMs: number
  readonly #taken: Taken
  readonly #counters: Counters
  readonly #acknowledged: () => void
  #copies: number

  constructor(message: Taken, dueMs: number, counters: Counters, acknowledged: () => void) {
    this.#taken = message
    this.dueMs = dueMs
    this.#counters = counters
    this.#acknowledged = acknowledged
    this.#copies = message.copies
  }

  build(nowMs: number): PduInput<DeliverSm> {
    const message = this.#taken
    this.#counters.receiptsSent++
    const { esm_class, short_message, tlvs } = buildReceipt({
      id: message.message_id,
      message_state: message.message_state,
      submitMs: message.submitMs,
      doneMs: nowMs,
      err: message.message_state === messageState.DELIVERED ? '000' : '001',
      text: Buffer.from(message.text, 'latin1'),
    })
    return {
      command: 'deliver_sm',
      source_addr_ton: message.dest_addr_ton,
      source_addr_npi: message.dest_addr_npi,
      source_addr: message.destination_addr,
      dest_addr_ton: message.source_addr_ton,
      dest_addr_npi: message.source_addr_npi,
      destination_addr: message.source_addr,
      esm_class,
      short_message,
      tlvs,
    }
  }

  answered(command_status: number): void {
    if (command_status === 0) this.#counters.receiptsAcknowledged++
    else this.#counters.receiptsRefused++
    this.#copies--
    if (this.#copies === 0) this.#acknowledged()
  }

  failed(): void {
    this.#counters.receiptsReturned++
  }
}
