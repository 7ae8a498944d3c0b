// A club that lends tools to its members. Every response shows both tables.

import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? ':memory:')
database.exec(`
  create table members (id integer primary key, email text) strict;
  create table loans (member integer, tool text) strict`)
const inserts = new Map([
  ['/members', 'insert into members (email) values (:email)'],
  ['/loans', 'insert into loans (member, tool) values (:member, :tool)'],
])

createServer((request, response) => {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  const insert = inserts.get(url?.pathname ?? '')
  if (request.method === 'POST' && insert !== undefined) {
    database.prepare(insert).run(Object.fromEntries(url?.searchParams ?? []))
  }
  const members = database.prepare('select * from members').all()
  const loans = database.prepare('select * from loans').all()
  response.end(`${JSON.stringify(members)}\n${JSON.stringify(loans)}\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
