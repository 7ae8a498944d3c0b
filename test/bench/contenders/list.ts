// Who takes part. A contender is a program that reads PORT (0: any free one) and DATA (the folder
// of its database, which it fills when it is empty), listens on 127.0.0.1, and prints one line:
//   {"port": 40123, "slugs": ["k3v9mwx", …]}
// with 1,000 slugs, out of 10,000 links to https://example.com/…, for the follow row, and if it
// likes with an `authorization` for the create row. It ends on SIGTERM. `data.ts` has the rows that
// its tables start with, `rows.ts` what it must answer.

export type Contender = {
  name: string
  /** In this folder; node runs it as it is. */
  file: string
  environment: Record<string, string>
  /** Packages whose versions the report names. */
  packages: readonly string[]
  /** The names of the only rows it takes part in; without it, all of them. */
  rows?: readonly string[]
  /** A slug behind this path is answered with 302 to its target. */
  followPath: string
  /** A POST of {[createField]: address} here is answered with 201, a Location and {"slug", …}. */
  createPath: string
  createField: string
}

/** The contender that every ratio is a ratio to. */
export const floorName = 'bare'

const peer = {
  environment: { NODE_ENV: 'production' },
  followPath: '/s/',
  createPath: '/api/links',
  createField: 'target',
}

export const contenders: readonly Contender[] = [
  {
    name: 'groundwork',
    file: 'groundwork.ts',
    environment: {},
    packages: [],
    followPath: '/',
    createPath: '/api/links',
    createField: 'target',
  },
  { ...peer, name: 'bare', file: 'bare.js', packages: ['better-sqlite3'] },
  {
    ...peer,
    name: 'bare-batch',
    file: 'bare.js',
    environment: { ...peer.environment, COMMIT: 'request' },
    packages: [],
    rows: ['updates', 'follow'],
  },
  { ...peer, name: 'express', file: 'express.js', packages: ['express'] },
  { ...peer, name: 'fastify', file: 'fastify.js', packages: ['fastify'] },
  { ...peer, name: 'hono', file: 'hono.js', packages: ['hono', '@hono/node-server'] },
  { ...peer, name: 'koa', file: 'koa.js', packages: ['koa', '@koa/router', '@koa/bodyparser'] },
  { ...peer, name: 'polka', file: 'polka.js', packages: ['polka', 'body-parser'] },
]
