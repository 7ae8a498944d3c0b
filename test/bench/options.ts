// Reads the command line of the bench.

import { parseArgs } from 'node:util'
import { contenders, type Contender } from './contenders/list.ts'
import { rows, type Row } from './rows.ts'

export type Options = {
  rows: readonly Row[]
  measuresStart: boolean
  contenders: readonly Contender[]
  rounds: number
  seconds: number
  connections: number
  /** The name of the contender that is profiled. */
  profile: string | undefined
  /** True when some row or contender was left out, or one was slowed down by a profile. */
  isPartial: boolean
}

/** Returns the options; throws for a name or a number that makes no sense. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '64' },
      profile: { type: 'string' },
    },
  })
  const rowNames = [...rows.map((row) => row.name), 'start']
  const chosenRows = choose('--rows', values.rows, rowNames)
  const contenderNames = contenders.map((contender) => contender.name)
  const chosenContenders = choose('--only', values.only, contenderNames)
  const [profile] = values.profile ? choose('--profile', values.profile, chosenContenders) : []
  return {
    rows: rows.filter((row) => chosenRows.includes(row.name)),
    measuresStart: chosenRows.includes('start'),
    contenders: contenders.filter((contender) => chosenContenders.includes(contender.name)),
    rounds: positive('--rounds', values.rounds),
    seconds: positiveNumber('--seconds', values.seconds),
    connections: positive('--connections', values.connections),
    profile,
    isPartial: [values.rows, values.only, values.profile].some((value) => value !== undefined),
  }
}

function choose(option: string, list: string | undefined, known: readonly string[]): string[] {
  const names = list?.split(',') ?? [...known]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return names
  throw new Error(`Cannot use ${option} ${unknown}: choose from ${known.join(', ')}`)
}

function positiveNumber(option: string, text: string): number {
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text) && Number(text) > 0) return Number(text)
  throw new Error(`Cannot use ${option} ${text}: give a number above 0, such as 0.5`)
}

function positive(option: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new Error(`Cannot use ${option} ${text}: give a whole number from 1`)
}
