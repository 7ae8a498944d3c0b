// Sells books: takes one from the stock, and adds an order.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? ':memory:')
database.exec(`
  create table books (title text primary key, stock integer not null) strict;
  create table orders (customer text not null, title text not null) strict;
  insert into books values ('Emma', 3);
`)

createServer((request, response) => {
  const { searchParams: query } = new URL(`http://localhost${request.url}`)
  const [title, customer] = [query.get('title'), query.get('customer')]
  try {
    if (request.method === 'POST') {
      database.prepare('update books set stock = stock - 1 where title = ?').run(title)
      database.prepare('insert into orders values (?, ?)').run(customer, title)
    }
    const count = 'select stock, (select count(*) from orders) as orders from books'
    response.end(`${JSON.stringify(database.prepare(count).get())}\n`)
  } catch (error) {
    response.writeHead(500).end(`${error}\n`)
  }
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
