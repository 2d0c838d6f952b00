// Kannel 1.4 on the same work: bearerbox and smsbox of the Debian package, set up for throughput.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { end, endWithUs } from '../child.ts'
import { httpRequest } from '../load/order.ts'
import type { Call, Target } from '../target.ts'
import { cpuSeconds, peakMiB } from '../usage.ts'
import { type KannelPorts, type KannelStore, kannelConf } from './kannel-conf.ts'

const FOLDERS = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
const TEXT = encodeURIComponent('Hello from the benchmark, your code is ').concat('@SEQ@')
const PORT_WITHIN_MS = 15_000

/** Why it cannot be measured here; null when it can. */
export function kannelLacks(): string | null {
  const lacking = ['bearerbox', 'smsbox'].filter((box) => find(box) === null)
  return lacking.length === 0 ? null : `${lacking.join(' and ')} of Kannel not found. On Debian: apt-get install kannel`
}

function find(box: string): string | null {
  return FOLDERS.map((folder) => join(folder, box)).find((path) => existsSync(path)) ?? null
}

/** `store` is where messages are kept before they are sent, and where Kannel remembers what it expects receipts for. */
export function kannel({
  folder,
  store,
  smscPort,
  sinkPort,
}: {
  folder: string
  store: KannelStore
  smscPort: number
  sinkPort: number
}): Target {
  let boxes: { bearerbox: ChildProcess; smsbox: ChildProcess } | undefined
  let sendPort = 0
  const peaks = { bearerbox: 0, smsbox: 0 }
  const byBox = (measure: (pid: number) => number): Record<string, number> => ({
    bearerbox: measure(boxes?.bearerbox.pid as number),
    smsbox: measure(boxes?.smsbox.pid as number),
  })

  async function start(): Promise<void> {
    for (const each of ['store', 'receipts']) mkdirSync(join(folder, each), { recursive: true })
    const [admin, box, send] = await Promise.all([freePort(), freePort(), freePort()])
    const ports: KannelPorts = { admin, box, send, smsc: smscPort }
    sendPort = send
    const conf = join(folder, 'kannel.conf')
    writeFileSync(conf, kannelConf({ folder, store, ports }))
    const bearerbox = await startBox('bearerbox', conf, box)
    boxes = { bearerbox, smsbox: await startBox('smsbox', conf, send) }
    await wait(1000) // for its bind at the SMSC
  }

  const query = (told: boolean): string => {
    const url = `http://127.0.0.1:${sinkPort}/dlr?type=%d&to=%p`
    const receipts = told ? `&dlr-mask=3&dlr-url=${encodeURIComponent(url)}` : '' // 3: delivered and failed, no other callback
    return `/cgi-bin/sendsms?username=bench&password=bench&from=BENCH${receipts}&to=@TO@&text=${TEXT}`
  }
  const call = (told: boolean) => ({
    port: sendPort,
    recipientsPerCall: 1,
    request: httpRequest('GET', query(told), {}),
  })
  return {
    name: `Kannel ${store}`,
    final: 'type=(1|2)&',
    alwaysReceipted: false,
    start,
    async stop() {
      const { bearerbox, smsbox } = boxes as NonNullable<typeof boxes>
      for (const [name, value] of Object.entries(byBox(peakMiB))) {
        peaks[name as keyof typeof peaks] = Math.max(peaks[name as keyof typeof peaks], value)
      }
      await end(smsbox) // first: it comes back by itself when bearerbox leaves it
      await end(bearerbox)
    },
    // Where receipts are remembered makes no difference to what has none.
    calls: (): Record<string, Call> => ({
      ...(store === 'file/internal' && { native: call(false) }),
      told: call(true),
    }),
    cpuSeconds: () => byBox(cpuSeconds),
    peakMiB: () => peaks,
    isSigned: null,
  }
}

async function startBox(name: string, conf: string, port: number): Promise<ChildProcess> {
  const box = spawn(find(name) as string, ['-v', '4', conf], { stdio: 'ignore' })
  endWithUs(box)
  const until = performance.now() + PORT_WITHIN_MS
  while (!(await isOpen(port))) {
    if (box.exitCode !== null || performance.now() > until)
      throw new Error(`${name} does not listen: see the logs beside ${conf}`)
    await wait(50)
  }
  return box
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
