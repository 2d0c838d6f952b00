// test/hostile/stalls.ts: preloaded into a server, says on its standard error when the event loop stood still, and how much of
// that time the thread worked: on a busy machine it also stands still because another process had the core.
const EVERY_MS = 10
const SAID_MS = 100

let atMs = performance.now()
let used = process.threadCpuUsage()
setInterval(() => {
  const stoodMs = performance.now() - atMs - EVERY_MS
  const { user, system } = process.threadCpuUsage(used)
  if (stoodMs > SAID_MS) {
    process.stderr.write(`stall of ${Math.round(stoodMs)} ms, ${Math.round((user + system) / 1000)} ms of work\n`)
  }
  atMs = performance.now()
  used = process.threadCpuUsage()
}, EVERY_MS).unref()
