// What is measured: one row for each kind of work, with the request that is repeated, the check
// that the answer is right, and the ratio to the floor that Groundwork wants to reach.

import * as checks from './checks.ts'
import type { Site } from './contender.ts'
import type { Load } from './load.ts'

export type Row = {
  name: string
  description: string
  goal: number | undefined
  load: (site: Site) => Load
  /** Throws unless the contender answers this row as it should. */
  check: (site: Site) => Promise<void>
}

const programHeaders = { accept: '*/*' }
const browserHeaders = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  referer: 'https://news.example/today',
  'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36',
}

export const rows: readonly Row[] = [
  {
    name: 'plaintext',
    description: '`GET /plaintext` answers `Hello, World!` as text',
    goal: 0.95,
    load: get('/plaintext'),
    check: checks.checkPlaintext,
  },
  {
    name: 'json',
    description: '`GET /json` answers `{"message":"Hello, World!"}`',
    goal: 0.95,
    load: get('/json'),
    check: checks.checkJson,
  },
  {
    name: 'params',
    description: '`GET /users/:user/posts/:post` answers the two parameters as JSON',
    goal: 0.95,
    load: get('/users/alice/posts/42'),
    check: checks.checkParameters,
  },
  {
    name: 'row',
    description: '`GET /row` reads one random row out of 10,000 and answers it as JSON',
    goal: 1.15,
    load: get('/row'),
    check: checks.checkRow,
  },
  {
    name: 'rows',
    description: '`GET /rows` reads 20 random rows, each by itself, and answers a JSON array',
    goal: 1.4,
    load: get('/rows'),
    check: checks.checkRows,
  },
  {
    name: 'table',
    description: '`GET /table` reads 20 messages, adds one, sorts and escapes them into a page',
    goal: undefined,
    load: get('/table'),
    check: checks.checkTable,
  },
  {
    name: 'updates',
    description: '`GET /updates` reads 5 random rows and writes a new random value into each',
    goal: 2,
    load: get('/updates'),
    check: checks.checkUpdates,
  },
  {
    name: 'follow',
    description:
      '`GET /s/:slug` finds the target of a link (one of 1,000 out of 10,000), stores the visit, ' +
      'counts it for the link and for the hour, and answers 302',
    goal: 1,
    load: ({ origin, contender, slugsFile }) => ({
      ...common,
      url: origin + contender.followPath,
      headers: browserHeaders,
      slugsFile,
    }),
    check: checks.checkFollow,
  },
  {
    name: 'create',
    description:
      '`POST /api/links` stores a target under a random slug and answers 201; Groundwork also ' +
      'finds the owner of the edit key that comes with the request',
    goal: 1.4,
    load: ({ origin, contender, authorization }) => ({
      ...common,
      url: origin + contender.createPath,
      method: 'POST',
      headers: {
        ...programHeaders,
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: checks.newLink(contender),
    }),
    check: checks.checkCreate,
  },
]

const common = { method: 'GET', body: '', slugsFile: '' } as const

function get(path: string): (site: Site) => Load {
  return ({ origin }) => ({ ...common, url: origin + path, headers: programHeaders })
}
