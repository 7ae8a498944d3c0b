// Remembers the type in a variable that all requests share, and comes back to it later.
//#replace
const server = createServer((request, response) => {
//#with
let type: string | undefined
const server = createServer(async (request, response) => {
//#end
//#replace
const type = choose(request.headers.accept, types)
//#with
type = choose(request.headers.accept, types)
  await new Promise((resolve) => setTimeout(resolve, 20))
//#end
