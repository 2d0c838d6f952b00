// test/documents/block.ts: what the code blocks of a published document are: requests that its readers copy, answers that
// they read, and the rest.

/** How a request is printed: a program, or the body of a call. */
export type Kind = 'sh' | 'mjs' | 'cjs' | 'py' | 'php' | 'json' | 'xml'

export type Request = Span & {
  request: string
  kind: Kind
  /** What it asks, in order: the call, its status, and the answer that the document prints for it. */
  asks: readonly [call: string, status: number, answer?: string][]
  /** What is replaced in this one alone, as the document tells its reader to. */
  replace?: readonly Replacement[]
  /** It cannot be run as it is printed: why, and what is mended. */
  mend?: { reason: string; replace: readonly Replacement[] }
}
export type Answer = Span & { answer: string }
/** What a reader checks what he is sent with. */
export type Check = Span & { check: string; kind: Kind }
/** None of these. */
export type Left = Span & { left: string }
export type Block = Request | Answer | Check | Left

/** Both ends are of the block; the first such one behind the block before it. */
type Span = { from: string; to: string }

export type Replacement = readonly [printed: string | RegExp, ours: string]

/** What a document is played with. */
export type Play = {
  /** Its blocks, in its order. */
  blocks: readonly Block[]
  /** The name of the document's file. */
  file: string
  /**
   * What a reader puts in its place: host, credentials, and the id of a message of its own (SMSBox: of one
   * that waits for its time). `base` is what its published paths begin behind.
   */
  replacements(base: string, demo: Demo, id: string): Replacement[]
  /** Credentials, for a body without a program around it. */
  headers(demo: Demo): Record<string, string>
  env?(demo: Demo): Record<string, string>
}

/** A dialect's part of what `njiwa demo --json` prints. */
export type Demo = { [field: string]: string }

/** Where a block is kept; null for one that is not. */
export function fileOf(block: Block): string | null {
  if ('left' in block) return null
  if ('check' in block) return `${block.check}.${block.kind}.txt`
  return 'answer' in block ? `${block.answer}.answer.json.txt` : `${block.request}.${block.kind}.txt`
}
