// Responds later with what is in a variable that all requests share.
//#replace
  const { status, body } = handle(request.url ?? '/')
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
//#with
  latest = handle(request.url ?? '/')
  setTimeout(() => {
    response.writeHead(latest.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(latest.body))
  }, 5)
//#end
//#replace
const server = createServer(
//#with
let latest: ReturnType<typeof handle>

const server = createServer(
//#end
