// A guest book in a table.

import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? 'data.db')
database.exec(`create table if not exists guests (
  id integer primary key autoincrement, name text not null, age integer not null
) strict`)
const insert = database.prepare('insert into guests (name, age) values (?, ?)')
const select = database.prepare('select name, age from guests where age >= ? order by age')

createServer((request, response) => {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  const name = url?.searchParams.get('name') ?? ''
  const age = Number(url?.searchParams.get('age') ?? 0)
  const result = request.method === 'POST' ? insert.run(name, age) : select.all(age)
  response.end(`${JSON.stringify(result)}\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
