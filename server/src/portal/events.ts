// /portal/api/events: what changes in an account while a page is open on it, as server-sent events (WHATWG HTML §9.2).
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../core/errors.ts'
import { free } from '../core/ledger.ts'
import { amountText } from '../dialects/native/wallet.ts'
import type { Setup } from '../setup/setup.ts'
import { liveFeed, type News } from './live-feed.ts'

// A proxy that closes what is silent for half a minute is common.
const BEAT_MS = 20_000
/** Whoever does not read is let go. */
const UNREAD_MAX = 64 * 1024

export function eventsRoute(instance: FastifyInstance, setup: Pick<Setup, 'database' | 'clock'>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  const feed = liveFeed(setup, {
    onError: (error) => instance.log.error({ err: error }, 'the live feed missed a look'),
  })
  app.addHook('preClose', async () => feed.close())

  app.get(
    '/events',
    { config: { permission: 'messages:read', unattended: true }, schema: { querystring: Type.Object({}) } },
    async ({ session, caller: { account } }, reply) => {
      const stream = eventStream(reply)
      const stop = feed.watch({
        sessionId: session.id,
        accountId: account.id,
        tell: (news) => stream.send('account', eventOf(news, account.currency)),
        end: stream.end,
      })
      if (!stop) return refuse({ code: 'unavailable', retryAfterSeconds: 30 })
      stream.open(stop)
      return reply
    },
  )
}

function eventOf({ wallet, changes, more }: News, currency: string): object {
  const balance = amountText(currency, free({ ...wallet, currency }))
  return { balance, held: amountText(currency, wallet.held), changes, more }
}

function eventStream(reply: FastifyReply) {
  const { raw } = reply
  let beat: NodeJS.Timeout | undefined
  function end(): void {
    raw.end()
  }
  function write(text: string): void {
    if (raw.writableLength > UNREAD_MAX) raw.destroy()
    else raw.write(text)
  }
  return {
    open(onClose: () => void): void {
      reply.hijack()
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no', // nginx would keep it until there is more
      })
      write('retry: 3000\n\n')
      beat = setInterval(() => write(': still here\n\n'), BEAT_MS)
      raw.on('close', () => {
        clearInterval(beat)
        onClose()
      })
    },
    send: (event: string, data: object) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end,
  }
}
