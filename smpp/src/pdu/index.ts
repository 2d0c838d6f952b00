// Every PDU of SMPP 3.4 (§5.1.2.1): their types, their layouts, and which answers which.
import * as alertNotification from './alert-notification.ts'
import * as bind from './bind.ts'
import * as cancelSm from './cancel-sm.ts'
import * as dataSm from './data-sm.ts'
import * as deliverSm from './deliver-sm.ts'
import * as enquireLink from './enquire-link.ts'
import * as genericNack from './generic-nack.ts'
import * as outbind from './outbind.ts'
import type { Fields, Layout } from './pdu.ts'
import * as querySm from './query-sm.ts'
import * as replaceSm from './replace-sm.ts'
import * as submitMulti from './submit-multi.ts'
import * as submitSm from './submit-sm.ts'
import * as unbind from './unbind.ts'

export type { AlertNotification } from './alert-notification.ts'
export type * from './bind.ts'
export type { CancelSm, CancelSmResp } from './cancel-sm.ts'
export type { DataSm, DataSmResp } from './data-sm.ts'
export type { DeliverSm, DeliverSmResp } from './deliver-sm.ts'
export type { EnquireLink, EnquireLinkResp } from './enquire-link.ts'
export type { GenericNack } from './generic-nack.ts'
export type { MessageBody } from './message.ts'
export type { Outbind } from './outbind.ts'
export type { Fields, PduBase } from './pdu.ts'
export type { QuerySm, QuerySmResp } from './query-sm.ts'
export type { ReplaceSm, ReplaceSmResp } from './replace-sm.ts'
export type * from './submit-multi.ts'
export type { SubmitSm, SubmitSmResp } from './submit-sm.ts'
export type { Unbind, UnbindResp } from './unbind.ts'

/** Each operation that is answered: its request, then its response. */
export interface Operations {
  bind_transmitter: [bind.BindTransmitter, bind.BindTransmitterResp]
  bind_receiver: [bind.BindReceiver, bind.BindReceiverResp]
  bind_transceiver: [bind.BindTransceiver, bind.BindTransceiverResp]
  unbind: [unbind.Unbind, unbind.UnbindResp]
  submit_sm: [submitSm.SubmitSm, submitSm.SubmitSmResp]
  submit_multi: [submitMulti.SubmitMulti, submitMulti.SubmitMultiResp]
  deliver_sm: [deliverSm.DeliverSm, deliverSm.DeliverSmResp]
  data_sm: [dataSm.DataSm, dataSm.DataSmResp]
  query_sm: [querySm.QuerySm, querySm.QuerySmResp]
  cancel_sm: [cancelSm.CancelSm, cancelSm.CancelSmResp]
  replace_sm: [replaceSm.ReplaceSm, replaceSm.ReplaceSmResp]
  enquire_link: [enquireLink.EnquireLink, enquireLink.EnquireLinkResp]
}

/** A request that has a response. */
export type RequestPdu = Operations[keyof Operations][0]
/** Told, and never answered. */
export type NotePdu = outbind.Outbind | alertNotification.AlertNotification
export type ResponsePdu = Operations[keyof Operations][1] | genericNack.GenericNack
export type BindPdu = bind.BindTransmitter | bind.BindReceiver | bind.BindTransceiver
export type Pdu = RequestPdu | NotePdu | ResponsePdu
export type Command = Pdu['command']

/** What answers request R, apart from a generic_nack. */
export type ResponseTo<R extends { command: keyof Operations }> = Operations[R['command']][1]

/** A PDU as a caller writes it: the command, and the fields that are not 0, '' or empty. */
export type PduInput<P extends Pdu = Pdu> = P extends Pdu ? Pick<P, 'command'> & Fields<P> : never

const { bind_transmitter, bind_receiver, bind_transceiver } = bind
const { bind_transmitter_resp, bind_receiver_resp, bind_transceiver_resp } = bind

export const layouts: { [P in Pdu as P['command']]: Layout<P> } = {
  bind_transmitter,
  bind_receiver,
  bind_transceiver,
  bind_transmitter_resp,
  bind_receiver_resp,
  bind_transceiver_resp,
  outbind: outbind.outbind,
  unbind: unbind.unbind,
  unbind_resp: unbind.unbind_resp,
  submit_sm: submitSm.submit_sm,
  submit_sm_resp: submitSm.submit_sm_resp,
  submit_multi: submitMulti.submit_multi,
  submit_multi_resp: submitMulti.submit_multi_resp,
  deliver_sm: deliverSm.deliver_sm,
  deliver_sm_resp: deliverSm.deliver_sm_resp,
  data_sm: dataSm.data_sm,
  data_sm_resp: dataSm.data_sm_resp,
  query_sm: querySm.query_sm,
  query_sm_resp: querySm.query_sm_resp,
  cancel_sm: cancelSm.cancel_sm,
  cancel_sm_resp: cancelSm.cancel_sm_resp,
  replace_sm: replaceSm.replace_sm,
  replace_sm_resp: replaceSm.replace_sm_resp,
  enquire_link: enquireLink.enquire_link,
  enquire_link_resp: enquireLink.enquire_link_resp,
  alert_notification: alertNotification.alert_notification,
  generic_nack: genericNack.generic_nack,
}
