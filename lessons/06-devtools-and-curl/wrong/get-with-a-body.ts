// Sends the word in the body: fetch refuses that, node:http does not.
//#replace
await fetch(`${origin}/books?search=${encodeURIComponent(tasks.search)}`)
//#with
const { request } = await import('node:http')
await new Promise((resolve) => {
  const body = JSON.stringify({ search: tasks.search })
  const headers = { 'content-length': Buffer.byteLength(body) }
  request(`${origin}/books`, { method: 'GET', headers }, (given) => {
    given.resume().on('end', resolve)
  }).end(body)
})
//#end
