// Makes Accept headers with fresh weights, in another order each time, among types that the board
// doesn't offer; and says which of the three formats wins.

import type { Fresh } from '../../src/course/check/fresh.ts'
import { formats, types, type Format } from './requests.ts'

const decoys = [
  'text/html', 'image/webp', 'application/xml', 'application/vnd.api+json', 'text/x-csv',
  'application/xhtml+xml', 'font/woff2', 'application/json-seq', 'text/csv-schema',
]

// A missing weight is 1.
const closeWeights = [
  ['0.9', ''], ['0.999', ''], ['0.3', '0.301'], ['0.09', '0.1'], ['0.25', '0.8'], ['0.333', '0.4'],
  ['0.79', '0.8'], ['0.125', '1'], ['0.2', '1.0'], ['0.5', '1.000'], ['0.33', '0.34'],
] as const

/** A header in which each format has a weight of its own, and the format with the highest one. */
export function weighEach(fresh: Fresh): { accept: string; best: Format } {
  const [first = 'json', second = 'csv', third = 'text'] = fresh.shuffle(formats)
  const low = fresh.pick(['0.001', '0.009', '0.01', '0.05'])
  const [middle, high] = fresh.pick(closeWeights)
  const ranges = [
    weighted(fresh, types[first], high),
    weighted(fresh, types[second], middle),
    weighted(fresh, types[third], low),
    ...fresh.shuffle(decoys).slice(0, fresh.integer(0, 3))
      .map((type) => weighted(fresh, type, fresh.pick(['', '0.9', '0.2']))),
  ]
  return { accept: fresh.shuffle(ranges).join(fresh.pick([', ', ',', ' , '])), best: first }
}

/** A header whose most specific ranges give one format the highest weight. */
export function weighBySpecificity(fresh: Fresh): { accept: string; best: Format } {
  const [best, other] = fresh.pick([['csv', 'text'], ['text', 'csv']] as const)
  const [low, middle, high] = ['0.1', fresh.pick(['0.3', '0.45']), fresh.pick(['0.7', '0.95', ''])]
  const ranges = fresh.pick([
    [[types[other], low], ['text/*', high], ['*/*', middle]],
    [[types.json, low], [types[other], middle], ['*/*', high]],
    [[types[best], high], ['text/*', middle], ['*/*', '0.5']],
    [['application/*', low], [types[other], low], ['text/*', middle]],
  ])
  const accept = fresh.shuffle(ranges).map(([range = '', q = '']) => weighted(fresh, range, q))
  return { accept: accept.join(', '), best }
}

function weighted(fresh: Fresh, range: string, q: string): string {
  if (q === '') return range
  return `${range}${fresh.pick([';q=', '; q=', ' ;q=', ' ; q='])}${q}`
}
