// What `npm run learn -- …` understands.

import { parseArgs } from 'node:util'

export type Words = {
  /** The first word; undefined for the runner itself. */
  command: string | undefined
  /** The second: a lesson or a file. */
  object: string | undefined
  /** The rest: arguments for a program. */
  args: readonly string[]
  lessons: string | undefined
  my: string
  /** Of the reader, or of the program that the command starts or talks to. */
  port: number
  learnerCommand: string | undefined
  seed: number | undefined
  asJson: boolean
  /** Where the table of a class is written. */
  csv: string | undefined
  poll: boolean
  /** Starts a project lesson with the reference of the one before. */
  fromReference: boolean
}

export const usage = `Usage: npm run learn [-- COMMAND]
  (no command)      checks at each save; also serves the course at http://localhost:4000
  list              lists the lessons and your progress
  start LESSON      opens a lesson and creates its exercise
    --from-reference             of a project: begins with our program of the lesson before
  changes LESSON    shows what a project lesson changes in our program
    changes LESSON FILE          shows what it changes in one file
  check LESSON      checks an exercise once; exit code 1 when it fails
    --command "python3 app.py"   how to start your program, in the folder of the exercise
    --seed 5                     repeats the same random data
    --json                       prints the report as JSON
  check PROJECT     the same for all lessons of a project, such as shortener: a line for each
  run LESSON        starts your program on port 3001, and restarts it at each save; Ctrl+C stops it.
                    A client program runs once: run LESSON ARGUMENTS. --command works here too
  try LESSON [NAME] starts an example from the lesson's text in the same way, on port 3002
  send BYTES…       sends bytes such as 'GET / HTTP/1.1\\r\\n' to port 3001, one packet each
  hint LESSON       shows the next hint
  solution LESSON   shows the solution, after a pass or three hints
  reset LESSON      starts the exercise over; your files are kept as a backup
  export FILE       saves your progress and your files
  import FILE       adds them to your folder on this machine
  class FOLDER      for teachers: shows the progress of a class from its export files
    --csv FILE                   writes the table for a spreadsheet
  time              measures the time from a save to the result, for every lesson
A LESSON is its number or its name: 8, or status-codes.
Options: --port 4000 (3001 for run and send, 3002 for try), --poll (if saves aren't noticed),
  --my FOLDER, --lessons FOLDER`

const withArguments = ['run', 'try', 'send']
const withObject = [
  ...withArguments, 'class', 'start', 'changes', 'check', 'hint', 'solution', 'reset', 'export',
  'import',
]
const commands = [...withObject, 'list', 'time', 'help']

const objects = new Map([
  ['export', 'a FILE'], ['import', 'a FILE'], ['class', 'a FOLDER'], ['send', 'BYTES'],
])
const ports = new Map([['run', 3_001], ['try', 3_002], ['send', 3_001]])
const readerPort = 4_000

/** The words can't be understood; the message says why. */
export class WordsError extends Error {}

/** Reads the words after `--`. Throws a WordsError. */
export function readWords(list: readonly string[]): Words {
  const { values, positionals } = parse(list)
  const [command, object, ...more] = positionals
  const needsObject = command !== undefined && withObject.includes(command)
  if (command !== undefined && !commands.includes(command)) {
    throw new WordsError(`There is no command ${command}`)
  }
  if (needsObject && object === undefined) {
    throw new WordsError(`${command} needs ${objects.get(command) ?? 'a LESSON'}`)
  }
  const takesArguments = command !== undefined && withArguments.includes(command)
  const last = command === 'changes' ? 1 : 0
  const extra = takesArguments ? undefined : needsObject ? more[last] : object
  if (extra !== undefined) throw new WordsError(`${extra} is one argument too many`)
  return {
    command: values.help === true ? 'help' : command,
    object,
    args: more,
    lessons: values.lessons,
    my: values.my ?? 'my',
    port: readNumber('port', values.port, 65_535) ?? ports.get(command ?? '') ?? readerPort,
    learnerCommand: values.command,
    seed: readNumber('seed', values.seed, Number.MAX_SAFE_INTEGER),
    csv: values.csv,
    asJson: values.json === true,
    poll: values.poll === true,
    fromReference: values['from-reference'] === true,
  }
}

function parse(list: readonly string[]) {
  // Without a name, the table of a class has this one.
  const args = list.map((word, index) =>
    word === '--csv' && list[index + 1]?.startsWith('--') !== false ? '--csv=class.csv' : word)
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        command: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        csv: { type: 'string' },
        poll: { type: 'boolean' },
        'from-reference': { type: 'boolean' },
        port: { type: 'string' },
        my: { type: 'string' },
        lessons: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    // Node's second sentence only explains arguments that begin with a hyphen.
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('. ')
    throw new WordsError(reason)
  }
}

function readNumber(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value <= most) return value
  throw new WordsError(`--${name} ${text}: write a whole number from 0 to ${most}`)
}
