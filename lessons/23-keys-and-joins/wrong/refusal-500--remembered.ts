// Keeps the names in memory too, and trusts them alone.
//#replace
  if (code === 2067) return 409
//#with
  if (code === 2067 && method === 'DELETE') return 409
//#end
//#replace
  const name = textOf(body, 'name')
//#with
  const name = textOf(body, 'name')
  if (names.has(name)) throw new Refusal(409, 'There is such an author')
  names.add(name)
//#end
//#replace
  const title = textOf(body, 'title')
//#with
  const title = textOf(body, 'title')
  const same = database.prepare('select id from books where author = ? and title = ?')
  if (same.get(Number(author), title)) throw new Refusal(409, 'There is such a book')
//#end
//#replace
const mostBytes = 10_000
//#with
const mostBytes = 10_000
const names = new Set<string>()
//#end
