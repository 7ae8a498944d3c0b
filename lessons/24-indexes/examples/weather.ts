// 200,000 readings of 500 weather stations. Every response begins with SQLite's plan.

import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? ':memory:')
database.exec(`
  create table readings (id integer primary key, station text, day integer, degrees integer);
  insert into readings (station, day, degrees)
  with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < 199999)
  select 'S' || (n % 500), n / 500, n * 7 % 41 from numbers`)
const newest = 'select day, degrees from readings where station = ? order by day desc limit 2'

createServer((request, response) => {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  if (request.method === 'POST' && url?.pathname === '/index') {
    database.exec('create index if not exists by_station on readings (station, day)')
  }
  const station = url?.searchParams.get('station') ?? ''
  const plan = database.prepare(`explain query plan ${newest}`).all(station)
  const rows = database.prepare(newest).all(station)
  response.end(`${plan.map(({ detail }) => `${detail}\n`).join('')}${JSON.stringify(rows)}\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
