// Books and their authors, through a small mapper. It writes the SQL, and counts its statements.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? ':memory:')
database.exec(`create table authors (id integer primary key, full_name text, email text);
  create table books (id integer primary key, title text, author_id integer);
  insert into authors values (1, 'Jane Austen', 'jane@example.com'), (2, 'Homer', null);
  insert into books values (1, 'Emma', 1), (2, 'Odyssey', 2), (3, 'Persuasion', 1)`)
let statements = 0

function load(table: string, id: number | null = null): object[] {
  statements += 1
  const select = database.prepare(`select * from ${table} where ? is null or id = ?`)
  return select.all(id, id).map((row) => ({
    ...row,
    get author() {
      return row['author_id'] ? load('authors', Number(row['author_id']))[0] : undefined
    },
  }))
}

createServer((request, response) => {
  statements = 0
  response.end(`${JSON.stringify(load('books'), null, 1)}\n${statements} statements\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
