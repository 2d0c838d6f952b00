// How Kannel is set up: what was fastest in trials over 1 to 4 binds, windows of 100 and 500, and 4 to 512 callbacks at a time.

/** Where messages are kept until they are sent, and where what receipts are awaited for: `internal` is memory. */
export type KannelStore = 'file/internal' | 'file/spool'
export type KannelPorts = { admin: number; box: number; send: number; smsc: number }

export function kannelConf({
  folder,
  store,
  ports,
}: {
  folder: string
  store: KannelStore
  ports: KannelPorts
}): string {
  const receipts =
    store === 'file/spool' ? `dlr-storage = spool\ndlr-spool = "${folder}/receipts"` : 'dlr-storage = internal'
  return `group = core
admin-port = ${ports.admin}
admin-interface = 127.0.0.1
admin-password = bench
smsbox-port = ${ports.box}
smsbox-interface = 127.0.0.1
smsbox-max-pending = 2000
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"
store-type = file
store-location = "${folder}/store.file"
store-dump-freq = 10
${receipts}
sms-resend-freq = 10
log-file = "${folder}/bearerbox.log"
log-level = 3

group = smsc
smsc = smpp
smsc-id = simulator
host = 127.0.0.1
port = ${ports.smsc}
smsc-username = bench
smsc-password = bench
system-type = VMA
transceiver-mode = true
instances = 1
max-pending-submits = 500
enquire-link-interval = 30
reconnect-delay = 1
msg-id-type = 0x00
log-level = 3

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${ports.box}
smsbox-id = box
sendsms-port = ${ports.send}
sendsms-interface = 127.0.0.1
max-pending-requests = 8
http-request-retry = 3
http-queue-delay = 1
log-file = "${folder}/smsbox.log"
log-level = 3

group = sendsms-user
username = bench
password = bench
user-allow-ip = 127.0.0.1
user-deny-ip = "*.*.*.*"
concatenation = false
max-messages = 1

group = sms-service
keyword = default
text = "no service"
max-messages = 0
`
}
