// Reads the options of a script for developers. A mistake in them ends the script with a sentence,
// as a mistake in the commands that everybody uses does. Lesson: testing (tour)

import { parseArgs, type ParseArgsConfig } from 'node:util'

/** Parses the command line as `parseArgs` does; ends the program if an option is wrong. */
export function readArguments<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    // Node's second sentence only explains arguments that begin with a hyphen.
    const [reason] = String(error instanceof Error ? error.message : error).split('. ')
    const names = Object.keys(config.options ?? {}).map((name) => `--${name}`)
    console.error(`${reason}. The options are ${names.join(', ')}`)
    process.exit(1)
  }
}
