// Values on the command line that more than one command takes, read or refused in words.
import { type Command, InvalidArgumentError, Option } from 'commander'

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`It takes a whole number from ${min} to ${max}.`)
  }
}

/** An amount stays the text it is: the server reads it exactly. */
export function amount(text: string): string {
  if (/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) return text
  throw new InvalidArgumentError('An amount is written 1000 or 12.50.')
}

export function commaSeparated(text: string): string[] {
  return text.split(',').map((item) => item.trim())
}

export function limitOption(): Option {
  return new Option('--limit <n>', 'how many at the most').argParser(wholeNumber(1, 1_000_000)).default(100)
}

/** A command with commands below it, which does nothing by itself. */
export function group(njiwa: Command, name: string, description: string): Command {
  return njiwa.command(name).description(description)
}
