// What ends a command: one line that says what happened, why, and what to do. Anything else thrown is a bug.

/** The command could not do its work: exit code 1. */
export class Failure extends Error {}

/** The command was not understood: exit code 2. */
export class UsageError extends Error {}
