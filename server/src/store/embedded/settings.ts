// store/embedded/settings.ts: how the embedded PostgreSQL is set up, a reason for each setting.

type Setting = readonly [name: string, value: string, reason: string]

const settings: Setting[] = [
  [
    'listen_addresses',
    '',
    'a Unix socket costs this server half of what TCP costs on the loopback, measured per round trip',
  ],
  ['unix_socket_directories', '.', 'in the data folder: only its user and root come in'],
  ['max_connections', '100', 'the pool, the jobs, an operator; tests clone many databases'],

  ['synchronous_commit', 'on', 'acknowledged means durable'],
  ['fsync', 'on', 'the same'],
  ['full_page_writes', 'on', 'a page torn by a power cut is repaired from the log'],

  ['shared_buffers', '256MB', 'the hot rows (live messages, jobs, wallets) fit; the rest is cached by the system'],
  ['effective_cache_size', '1GB', 'so that the planner expects indexes to be cached'],
  ['work_mem', '16MB', 'sorts of a page of messages stay in memory'],
  ['maintenance_work_mem', '128MB', 'vacuum passes each index of a big table once'],
  ['random_page_cost', '1.1', 'solid-state disks: an index scan is not four times a sequential read'],
  ['default_statistics_target', '30', 'the hot tables are analysed every few seconds under load, and read by key'],
  ['jit', 'off', 'compiling costs more than any query here takes'],
  ['max_parallel_workers_per_gather', '0', 'a report must not take the cores that messages need'],

  ['wal_buffers', '16MB', 'a batch of a thousand messages is written at its commit, not in the middle of it'],
  ['max_wal_size', '2GB', 'checkpoints come by the clock, not by load: after each one every page is logged in full'],
  ['min_wal_size', '512MB', 'log segments are used again instead of being created under load'],
  [
    'checkpoint_timeout',
    '15min',
    'fewer full pages in the log; the price is a replay of 12 s a GB (measured) after a crash',
  ],
  [
    'checkpoint_completion_target',
    '0.9',
    'a checkpoint is spread over its interval, so that commits do not queue behind it',
  ],

  ['autovacuum_naptime', '15s', 'queue tables turn over their rows every few seconds'],
  ['autovacuum_vacuum_scale_factor', '0.05', 'the same'],
  ['autovacuum_vacuum_cost_limit', '1000', 'vacuum keeps up with thousands of dead rows a second'],
  ['idle_in_transaction_session_timeout', '60s', 'a client that hangs inside a transaction gives its locks back'],

  ['TimeZone', 'UTC', 'instants are stored and compared in UTC'],
  ['log_timezone', 'UTC', 'the same'],
  ['log_min_messages', 'warning', 'what an operator has to act on'],
  ['log_min_error_statement', 'panic', 'a statement may hold message text or a number, and those are never logged'],
  ['log_error_verbosity', 'terse', 'the same: the detail of a failed constraint quotes the row'],
]

const throwawaySettings: Setting[] = [
  ['fsync', 'off', 'the folder is deleted after the tests'],
  ['synchronous_commit', 'off', 'the same'],
  ['full_page_writes', 'off', 'the same'],
  ['shared_buffers', '64MB', 'test databases are small'],
]

/** The text of postgresql.conf. Later lines win. */
export function configuration(throwaway: boolean): string {
  const rows = throwaway ? [...settings, ...throwawaySettings] : settings
  return [
    '# Written anew at every start by server/src/store/embedded/settings.ts. Lines in postgresql.auto.conf win and stay.',
    ...rows.map(([name, value, reason]) => `${name} = '${value}'  # ${reason}`),
    '',
  ].join('\n')
}

/** The text of pg_hba.conf. The folder keeps others out; the password keeps the two roles apart. */
export const accessRules = 'local all all scram-sha-256\n'
