// njiwa send: a test message by our own API, followed to its end.

import { setInterval } from 'node:timers/promises'
import type { Command } from 'commander'
import { asAccount } from '../account-api.ts'
import type { Api } from '../api.ts'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'
import { wholeNumber } from '../options.ts'
import { isFinal, type Story, storyWords } from '../story.ts'

const POLL_MS = 250

export function sendCommand(njiwa: Command, context: Context): void {
  njiwa
    .command('send')
    .description('send a message by the native API and follow it to its end')
    .requiredOption('--to <msisdn>', 'whom to, as in 255712345678')
    .option('--text <text>', 'what it says', 'Hello from Njiwa')
    .option('--sender <name>', "from which sender; the account's default when it is not given")
    .option('--account <account>', 'in whose name; else of the token in NJIWA_TOKEN')
    .option('--wait <seconds>', 'how long to wait for its end', wholeNumber(0, 86_400), 30)
    .action(async ({ account, wait, ...message }: Options, command: Command) => {
      const story = await asAccount(context, account, ['messages:send', 'messages:read'], (api) =>
        send(api, message, wait),
      )
      context.print(command, story, () => storyWords(story))
      if (story.state === 'failed')
        throw new Failure(`The message failed (${story.reason}): its story above says where`)
    })
}

interface Options {
  to: string
  text: string
  sender?: string
  account?: string
  wait: number
}

async function send(api: Api, { to, text, sender }: Omit<Options, 'wait'>, waitSeconds: number): Promise<Story> {
  const { messages } = await api.post<{ messages: { id: string }[] }>('/v1/requests', { to: [to], text, sender })
  const path = `/v1/messages/${messages[0]?.id}`
  const untilMs = performance.now() + waitSeconds * 1000
  let story = await api.get<Story>(path)
  for await (const _ of setInterval(POLL_MS)) {
    if (isFinal(story) || performance.now() >= untilMs) break
    story = await api.get<Story>(path)
  }
  return story
}
