// Counts the characters of the body, not its bytes.
//#replace
await fetch(`${origin}/users`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(tasks.user),
})
//#with
const { request } = await import('node:http')
const text = JSON.stringify(tasks.user)
await new Promise((resolve) => {
  const headers = { 'content-type': 'application/json', 'content-length': text.length }
  request(`${origin}/users`, { method: 'POST', headers }, (given) => {
    given.resume().on('end', resolve)
  }).end(text)
})
//#end
