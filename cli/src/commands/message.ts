// njiwa message: what became of a message.
import type { Command } from 'commander'
import { asAccount } from '../account-api.ts'
import type { Context } from '../context.ts'
import { group } from '../options.ts'
import { type Story, storyWords } from '../story.ts'

export function messageCommands(njiwa: Command, context: Context): void {
  const message = group(njiwa, 'message', 'messages and what became of them')

  message
    .command('show <id>')
    .description("show a message's whole story")
    .option('--account <account>', 'whose it is; else of the token in NJIWA_TOKEN')
    .action(async (id: string, { account }: { account?: string }, command: Command) => {
      const story = await asAccount(context, account, ['messages:read'], (api) =>
        api.get<Story>(`/v1/messages/${encodeURIComponent(id)}`),
      )
      context.print(command, story, () => storyWords(story))
    })
}
