// A message's whole story in words: what it is, and what happened to it, line by line with the time between.
import { type Cell, fields } from './table.ts'

export interface Story {
  id: string
  to: string
  sender: string
  state: string
  reason: string | null
  segments: number
  encoding: string
  charged: string
  currency: string
  route: string | null
  carrier: string | null
  events: { at: string; kind: string; carrier: string | null; detail: Record<string, unknown> }[]
}

const FINAL = new Set(['delivered', 'failed', 'cancelled'])

export function isFinal({ state }: Pick<Story, 'state'>): boolean {
  return FINAL.has(state)
}

export function storyWords(story: Story): string {
  const { id, to, sender, state, reason, segments, encoding, charged, currency, route, carrier } = story
  const of: Record<string, Cell> = {
    id,
    to,
    from: sender,
    state: reason === null ? state : `${state}: ${reason}`,
    segments: `${segments} in ${encoding}`,
    charged: `${charged} ${currency}`,
    route,
    carrier,
  }
  return `${fields(of)}\n${timeline(story.events)}`
}

function timeline(events: Story['events']): string {
  const startMs = Date.parse(events[0]?.at ?? '')
  const lines = events.map(({ at, kind, carrier, detail }) => {
    const after = `+${((Date.parse(at) - startMs) / 1000).toFixed(3)} s`
    const known = Object.entries(detail).map(([name, value]) => `${name} ${textOf(value)}`)
    return [at, after.padStart(12), kind, ...(carrier === null ? [] : [`by ${carrier}`]), known.join(', ')]
  })
  return lines.map((line) => `${line.join('  ').trimEnd()}\n`).join('')
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
