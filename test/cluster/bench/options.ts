// Reads the command line of the bench. Everything has a limit, so that every run ends.
//
// Lesson: outgrowing-one-machine (appendix)

import { parseArgs } from 'node:util'
import { rows, type Row } from '../../bench/rows.ts'
import { fileSetup, setups, type Setup } from './setups.ts'

export type Options = {
  setups: readonly Setup[]
  /** Of the rows of `npm run bench`, those that store something for people. */
  rows: readonly Row[]
  connections: readonly number[]
  rounds: number
  seconds: number
  /** Whether the servers write CPU profiles. */
  isProfiled: boolean
  /** True when something was left out, or slowed down by a profile: then results.md stays. */
  isPartial: boolean
}

const rowNames = ['follow', 'create']
const usualConnections = '1,16,64'
const mostConnections = 256
const mostRounds = 20
const mostSeconds = 60

/** Gives the options. Throws an Error for a name or a number that makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string' },
      rows: { type: 'string' },
      connections: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      profile: { type: 'boolean', default: false },
    },
  })
  const chosen = choose('--only', values.only, setups.map(({ name }) => name))
  const chosenRows = choose('--rows', values.rows, rowNames)
  return {
    // Every ratio needs the file.
    setups: setups.filter((setup) => setup === fileSetup || chosen.includes(setup.name)),
    rows: rows.filter(({ name }) => chosenRows.includes(name)),
    connections: (values.connections ?? usualConnections).split(',').map((text) =>
      wholeNumber('--connections', text, mostConnections)),
    rounds: wholeNumber('--rounds', values.rounds, mostRounds),
    seconds: readSeconds(values.seconds),
    isProfiled: values.profile,
    isPartial: values.profile
      || [values.only, values.rows, values.connections].some((value) => value !== undefined),
  }
}

function choose(
  option: string, list: string | undefined, known: readonly string[],
): readonly string[] {
  const names = list?.split(',') ?? known
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return names
  throw new Error(`Can't use ${option} ${unknown}: choose from ${known.join(', ')}`)
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : NaN
  if (value >= 1 && value <= most) return value
  throw new Error(`Can't use ${option} ${text}: give a whole number from 1 to ${most}`)
}

function readSeconds(text: string): number {
  const value = /^\d{1,2}(\.\d{1,3})?$/.test(text) ? Number(text) : NaN
  if (value > 0 && value <= mostSeconds) return value
  throw new Error(`Can't use --seconds ${text}: give a number above 0, up to ${mostSeconds}`)
}
