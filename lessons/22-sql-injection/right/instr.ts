// Without patterns, and with a statement for each order, all of them prepared at the start.
//#replace
function findSongs(query: URLSearchParams): unknown[] {
//#with
const statements = new Map(sortable.flatMap((sort) => orders.map((order) => [
  `${sort} ${order}`,
  database.prepare(`
    select id, title, artist, year from songs
    where is_released <> 0 and (instr(lower(title), lower(:words)) or instr(lower(artist), lower(:words)))
    order by ${sort} ${order}, id desc limit :limit`),
])))

function findSongs(query: URLSearchParams): unknown[] {
//#end
//#replace
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return database.prepare(`
    select id, title, artist, year from songs
    where is_released = 1 and (title like ? escape '\\' or artist like ? escape '\\')
    order by ${sort} ${order} limit ?
  `).all(pattern, pattern, Number(limit))
//#with
return statements.get(`${sort} ${order}`)?.all({ words, limit: Number(limit) }) ?? []
//#end
