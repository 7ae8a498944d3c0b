// Searches songs, and remembers what people searched for. Whatever a client sends is a value in a
// statement, and never a part of it.
//
//   GET /songs?q=love&sort=year&order=desc&limit=10
//
//   q      text in the title or the artist; without it, all songs
//   sort   title, artist or year; title if it's missing
//   order  asc or desc; asc if it's missing
//   limit  1 to 100; 20 if it's missing

import { createServer, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const sortable = ['title', 'artist', 'year']
const orders = ['asc', 'desc']
const mostSongs = 100

const database = new DatabaseSync(process.env.DATABASE ?? 'data.db')
database.exec(`
  create table if not exists songs (
    id integer primary key,
    title text not null,
    artist text not null,
    year integer not null,
    is_released integer not null
  ) strict;

  create table if not exists searches (
    id integer primary key,
    words text not null
  ) strict;
`)
addSamples()

function findSongs(query: URLSearchParams): unknown[] {
  const words = query.get('q') ?? ''
  const sort = query.get('sort') ?? 'title'
  const order = query.get('order') ?? 'asc'
  const limit = query.get('limit') ?? '20'

  //#region todo Refuse any other sort, order or limit with a 400
  //? Can the name of a column be a parameter? If not, how do you know that it's one of yours?
  //? What is the smallest limit, and what isn't a number at all?
  //> Read "Names can't be parameters". Compare with the lists above, and throw a Refusal
  if (!sortable.includes(sort)) throw new Refusal(400, `Sort by ${sortable.join(', ')}`)
  if (!orders.includes(order)) throw new Refusal(400, `Order ${orders.join(' or ')}`)
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostSongs) {
    throw new Refusal(400, `The limit is a number from 1 to ${mostSongs}`)
  }
  //#endregion

  //#region todo Make the words and the limit parameters, and let % and _ be text
  //? In `'%${words}%'`, who decides where the text ends? And what does % mean in `like '%100%%'`?
  //> Read "Values are parameters" and "Wildcards". One ? can be the whole pattern, with a % at
  //> both of its ends
  //= if (words !== '') database.exec(`insert into searches (words) values ('${words}')`)
  //= return database.prepare(`
  //=   select id, title, artist, year from songs
  //=   where is_released = 1 and (title like '%${words}%' or artist like '%${words}%')
  //=   order by ${sort} ${order} limit ${limit}
  //= `).all()
  if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return database.prepare(`
    select id, title, artist, year from songs
    where is_released = 1 and (title like ? escape '\\' or artist like ? escape '\\')
    order by ${sort} ${order} limit ?
  `).all(pattern, pattern, Number(limit))
  //#endregion
}

const server = createServer((request, response) => {
  const [path = '', ...query] = (request.url ?? '').split('?')
  if (path !== '/songs') return send(response, 404, { error: 'There is nothing here' })
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return send(response, 405, { error: 'Send GET' })
  }
  try {
    send(response, 200, findSongs(new URLSearchParams(query.join('?'))))
  } catch (error) {
    if (error instanceof Refusal) return send(response, error.status, { error: error.message })
    console.error(error)
    send(response, 500, { error: 'Something went wrong on our side' })
  }
})

server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

// What the client did wrong, and the status that says so.
class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

// Songs to try it with. Two of them aren't released yet, so no search may show them.
function addSamples(): void {
  if (database.prepare('select id from songs limit 1').get() !== undefined) return
  const insert = database.prepare(
    'insert into songs (title, artist, year, is_released) values (?, ?, ?, ?)')
  insert.run("Nothing's Left to Say", "Maeve O'Brien", 1998, 1)
  insert.run('100% Sunshine', 'The Umbrellas', 2011, 1)
  insert.run('snake_case', 'The Umbrellas', 2019, 1)
  insert.run('Rain Again', 'The Umbrellas', 2027, 0)
  insert.run('Zwölf Uhr', "Maeve O'Brien", 2027, 0)
}

function send(response: ServerResponse, status: number, value: unknown): void {
  // This comes first: if it throws an error, a 500 can still be sent.
  const text = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(text)
}
