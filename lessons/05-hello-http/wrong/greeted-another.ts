// Remembers the first greeting, and sends it to everyone.
//#replace
sendJson(response, 200, { message: `Hello, ${name}!` })
//#with
first ??= `Hello, ${name}!`
  sendJson(response, 200, { message: first })
//#end
//#replace
const server = createServer(
//#with
let first: string | undefined
const server = createServer(
//#end
