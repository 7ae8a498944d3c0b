// Stores 1,000 readings, `together` of them in each transaction, and says how long it took.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? ':memory:')
database.exec(`
  pragma journal_mode = wal;
  create table readings (id integer primary key, degrees real not null) strict;
`)
const insert = database.prepare('insert into readings (degrees) values (?)')

createServer((request, response) => {
  const query = new URLSearchParams((request.url ?? '').split('?')[1])
  const together = Math.max(1, Math.floor(Number(query.get('together'))) || 1)
  const start = performance.now()
  let [rows, commits] = [0, 0]
  for (; rows < 1_000; commits += 1) {
    database.exec('begin')
    for (let left = together; left > 0 && rows < 1_000; left -= 1, rows += 1) insert.run(21.5)
    database.exec('commit')
  }
  response.write(`${rows} rows in ${commits} commits\n`)
  response.end(`${Math.round(performance.now() - start)} ms\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
