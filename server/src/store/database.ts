// The way to PostgreSQL: a pool of pipelining connections as the role that row-level security binds, and transactions
// that name the accounts they may touch. Every statement is a value with a name (prepared once a connection).
import pg from 'pg'
import { isId } from '../ids.ts'

const { Pool, types } = pg

/** Whose rows a transaction may see: these accounts, or all of them (the operator, and loops that serve everyone). */
export type Scope = readonly string[] | 'all'

export type Statement = {
  /** Under it the statement is prepared once a connection. Without one it is planned for the values of each run. */
  name: string
  text: string
}

export type Tx = {
  /**
   * Runs a statement. Statements of one transaction go out without waiting for each other's answers, the commit too: one
   * that nobody awaits still fails the transaction.
   */
  run<Row = Record<string, unknown>>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
  /** Names the accounts anew, once a transaction has learnt whose rows it needs. */
  see(accounts: readonly string[]): void
}

export type Database = {
  /** `work` runs again from its start after a deadlock: what it leaves outside the database, it leaves each time anew. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * A transaction of statements that find their rows by key, planned once a connection: for each array anew costs more than
   * they run.
   */
  batch<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads alone, all of one moment, for as long as it takes. */
  snapshot<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** True when the database answers. */
  ping(): Promise<boolean>
  close(): Promise<void>
}

const int8 = (text: string): bigint => BigInt(text)
const int8Array = (text: string): bigint[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt))

// What frames a transaction is one simple query, not five prepared ones: at one message a transaction the frame is what costs.
const BEGIN = 'begin'
// A plan made while a table is small would read all of it, and go on doing so when it has grown, until it is analysed: 400 ms
// for 250 messages among 26,000. Batches find their rows by key, whatever the planner knows.
const BEGIN_BATCH = `begin; set local plan_cache_mode = force_generic_plan;
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`
const BEGIN_SNAPSHOT = 'begin isolation level repeatable read, read only; set local statement_timeout = 0'

/** The settings end with the transaction. They stand in the text, so what is not an id is refused. */
function scopeText(scope: Scope): string {
  if (scope === 'all') return `set local njiwa.accounts = ''; set local njiwa.scope = 'all'`
  for (const accountId of scope) if (!isId(accountId)) throw new Error('an account id is not an id')
  return `set local njiwa.accounts = '${scope.join(',')}'; set local njiwa.scope = ''`
}

const TRIES_MAX = 4
const STATEMENT_MS = 30_000
const SNAPSHOT_MS = 86_400_000
const PING_MS = 4_000

const inDoubt = new WeakSet<Error>()

/** Whether a transaction failed by the loss of its connection after its commit was sent: it may be committed all the same. */
export const isInDoubt = (error: unknown): boolean => error instanceof Error && inDoubt.has(error)

export function openDatabase(options: {
  url: string
  connectionsMax: number
  onError?: (error: Error) => void
}): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: STATEMENT_MS + 5_000, // a database that has gone without a word ends no statement by itself
    pipeline: true,
    application_name: 'njiwa',
    // The role that owns nothing: row-level security binds it, whoever the connection signs in as.
    // A node that was frozen inside a transaction has the row of a wallet: its lease is 8 s, and others go on by then.
    options: `-c role=njiwa_app -c statement_timeout=${STATEMENT_MS} -c idle_in_transaction_session_timeout=5000`,
    types: {
      getTypeParser(oid, format) {
        if (oid === 20) return int8 as never
        if ((oid as number) === 1016) return int8Array as never
        return types.getTypeParser(oid, format) as never
      },
    },
  } as pg.PoolConfig)
  let closing = false
  pool.on('error', (error) => {
    if (!closing) options.onError?.(error) // an idle connection died: the pool replaces it
  })

  async function inTransaction<T>(begin: string, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let commit: Promise<pg.QueryResult> | undefined
    let broken: Error | undefined
    const onError = (error: Error): void => {
      broken = error
    }
    client.on('error', onError)
    const sent: Promise<unknown>[] = []
    const send = (query: pg.QueryConfig | string): Promise<pg.QueryResult> => {
      corkForThisTurn(client)
      const answer = client.query(begin === BEGIN_SNAPSHOT ? patient(query) : (query as pg.QueryConfig))
      answer.catch(() => {}) // looked at below, all together
      return answer
    }
    const run: Tx['run'] = (statement, values) => {
      const answer = send({ name: statement.name, text: statement.text, values: values as unknown[] })
      sent.push(answer)
      const rows = answer.then((result) => result.rows)
      rows.catch(() => {})
      return rows
    }
    const see: Tx['see'] = (accounts) => void sent.push(send(scopeText(accounts)))
    try {
      sent.push(send(`${begin}; ${scopeText(scope)}`))
      const result = await work({ run, see })
      commit = send('commit')
      await Promise.all(sent)
      if ((await commit).command !== 'COMMIT') throw new Error('the transaction was rolled back at its commit')
      return result
    } catch (error) {
      const settled = await Promise.allSettled([...sent, client.query('rollback')])
      if (settled.at(-1)?.status === 'rejected') broken ??= error as Error
      // Statements behind a failed one fail because of it: the first failure is the cause.
      const cause = settled.find((each) => each.status === 'rejected')?.reason ?? error
      if (broken && cause instanceof Error && (await wasSent(commit))) inDoubt.add(cause)
      throw cause
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  /** A deadlock or a serialisation failure says nothing about the work: it is done again from the start. */
  async function again<T>(begin: string, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await inTransaction(begin, scope, work)
      } catch (error) {
        const code = (error as { code?: string }).code
        if (tries === TRIES_MAX || (code !== '40P01' && code !== '40001')) throw error
      }
    }
  }

  return {
    transaction: (scope, work) => again(BEGIN, scope, work),
    batch: (scope, work) => again(BEGIN_BATCH, scope, work),
    snapshot: (scope, work) => inTransaction(BEGIN_SNAPSHOT, scope, work),
    async ping() {
      try {
        await pool.query({ text: 'select 1', query_timeout: PING_MS } as pg.QueryConfig)
        return true
      } catch {
        return false
      }
    },
    close() {
      closing = true
      return pool.end()
    },
  }
}

/** On a connection that is known to be dead the driver sends nothing: a node that wakes after its session was ended. */
async function wasSent(query: Promise<unknown> | undefined): Promise<boolean> {
  if (!query) return false
  return query.then(
    () => true,
    (error: Error) => !error.message.includes('not queryable'),
  )
}

/** A read of all there is may take its time. */
const patient = (query: pg.QueryConfig | string): pg.QueryConfig =>
  ({ ...(typeof query === 'string' ? { text: query } : query), query_timeout: SNAPSHOT_MS }) as pg.QueryConfig

type Corking = { connection: { stream: { cork(): void; uncork(): void } } }
const corked = new WeakSet<object>()

/** Statements of one turn go out in one write: a system call for a flight, and PostgreSQL wakes up once. */
function corkForThisTurn(client: pg.PoolClient): void {
  if (corked.has(client)) return
  corked.add(client)
  const { stream } = (client as unknown as Corking).connection
  stream.cork()
  process.nextTick(() => {
    corked.delete(client)
    stream.uncork()
  })
}

/** Whether an error says that the database is away or asks to try again, rather than that a statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: string })?.code ?? ''
  // ENOENT, EAGAIN: of a Unix socket that is not there, or whose line is full.
  if (/^(08|57P|53|40001|40P01|25P03|57014)/.test(code) || /^E(CONN|PIPE|TIMEDOUT|AI_|NOENT|AGAIN)/.test(code))
    return true
  const message = error instanceof Error ? error.message : ''
  return /Connection terminated|connection timeout|timeout exceeded|not queryable|timeout expired|read timeout/i.test(
    message,
  )
}
