// Responds later with what is in a variable that all requests share.
//#replace
response.writeHead(status, { 'content-type': 'application/json' })
response.end(JSON.stringify(body))
//#with
latest = body
globalThis.setTimeout(() => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(latest))
}, 5)
//#end
//#replace
const routes: Route[] = []
//#with
const routes: Route[] = []
let latest: object = {}
//#end
