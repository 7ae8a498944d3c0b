// The second version of a guest list. The first version has used the same file.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? ':memory:')

// What the first version did, last year:
database.exec('create table if not exists guests (name text)')
database.exec("insert into guests values ('Ada')")

// The second version has one more column:
database.exec('create table if not exists guests (name text, seats integer)')

createServer((request, response) => {
  try {
    const guests = database.prepare('select name, seats from guests').all()
    response.end(`${JSON.stringify(guests)}\n`)
  } catch (error) {
    response.writeHead(500).end(`${error}\n`)
  }
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
