// The way to PostgreSQL: a pool of pipelining connections as the role that row-level security binds, and transactions
// that name the accounts they may touch. Every statement is a value with a name (prepared once a connection).
import pg from 'pg'

const { Pool, types } = pg

/** Whose rows a transaction may see: these accounts, or all of them (the operator, and loops that serve everyone). */
export type Scope = readonly string[] | 'all'

export type Statement = { name: string; text: string }

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
  /** A transaction whose loss in a power cut would only have its work done again: its commit does not wait for the disk. */
  repeatable<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads alone, all of one moment, for as long as it takes. */
  snapshot<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** True when the database answers. */
  ping(): Promise<boolean>
  close(): Promise<void>
}

const int8 = (text: string): bigint => BigInt(text)
const int8Array = (text: string): bigint[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt))

const BEGIN: Statement = { name: 'begin', text: 'begin' }
const BEGIN_SNAPSHOT: Statement = { name: 'begin_snapshot', text: 'begin isolation level repeatable read, read only' }
const NOT_AWAITED: Statement = { name: 'not_awaited', text: 'set local synchronous_commit = off' }
const NO_TIMEOUT: Statement = { name: 'no_timeout', text: 'set local statement_timeout = 0' }
const COMMIT: Statement = { name: 'commit', text: 'commit' }
const ROLLBACK: Statement = { name: 'rollback', text: 'rollback' }
const SCOPE: Statement = {
  name: 'scope',
  text: `select set_config('njiwa.accounts', $1, true), set_config('njiwa.scope', $2, true)`,
}

const TRIES_MAX = 4

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
    pipeline: true,
    application_name: 'njiwa',
    // The role that owns nothing: row-level security binds it, whoever the connection signs in as.
    // A node that was frozen inside a transaction has the row of a wallet: its lease is 8 s, and others go on by then.
    // Statements on batches are planned once a connection: planned for each array they cost more than they run.
    options:
      '-c role=njiwa_app -c plan_cache_mode=force_generic_plan -c statement_timeout=30000 -c idle_in_transaction_session_timeout=5000',
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

  async function inTransaction<T>(opening: Statement[], scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const onError = (error: Error): void => {
      broken = error
    }
    client.on('error', onError)
    const sent: Promise<unknown>[] = []
    const run: Tx['run'] = (statement, values) => {
      corkForThisTurn(client)
      const answer = client
        .query({ name: statement.name, text: statement.text, values: values as unknown[] })
        .then((result) => result.rows)
      answer.catch(() => {}) // looked at below, all together
      sent.push(answer)
      return answer
    }
    const see: Tx['see'] = (accounts) => void run(SCOPE, [accounts.join(','), ''])
    try {
      for (const statement of opening) run(statement)
      if (scope === 'all') run(SCOPE, ['', 'all'])
      else see(scope)
      const result = await work({ run, see })
      corkForThisTurn(client)
      const commit = client.query(COMMIT)
      commit.catch(() => {})
      await Promise.all(sent)
      if ((await commit).command !== 'COMMIT') throw new Error('the transaction was rolled back at its commit')
      return result
    } catch (error) {
      const settled = await Promise.allSettled([...sent, client.query(ROLLBACK)])
      if (settled.at(-1)?.status === 'rejected') broken ??= error as Error
      // Statements behind a failed one fail because of it: the first failure is the cause.
      throw settled.find((each) => each.status === 'rejected')?.reason ?? error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  /** A deadlock or a serialisation failure says nothing about the work: it is done again from the start. */
  async function transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await inTransaction([BEGIN], scope, work)
      } catch (error) {
        const code = (error as { code?: string }).code
        if (tries === TRIES_MAX || (code !== '40P01' && code !== '40001')) throw error
      }
    }
  }

  return {
    transaction,
    repeatable: (scope, work) => inTransaction([BEGIN, NOT_AWAITED], scope, work),
    snapshot: (scope, work) => inTransaction([BEGIN_SNAPSHOT, NO_TIMEOUT], scope, work),
    async ping() {
      try {
        await pool.query('select 1')
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
  return /Connection terminated|connection timeout|timeout exceeded|not queryable|timeout expired/i.test(message)
}
