// A search that puts its statement together from what the client sends.

import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(':memory:')
database.exec(`
  create table recipes (name text not null, is_public integer not null) strict;
  insert into recipes values ('Onion soup', 1), ('Pumpkin soup', 1), ('Secret sauce', 0);
`)

createServer((request, response) => {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  const words = url?.searchParams.get('q') ?? ''
  const text = `select name from recipes where is_public = 1 and name like '%${words}%'`
  try {
    response.end(`${JSON.stringify(database.prepare(text).all())}\n`)
  } catch (error) {
    response.writeHead(500).end(`${text}\n${String(error)}\n`)
  }
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
