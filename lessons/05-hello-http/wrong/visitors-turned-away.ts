// Takes one visitor at a time, and hangs up on anyone who comes in between.
//#replace
const server = createServer(async (request, response) => {
//#with
let isBusy = false

const server = createServer(async (request, response) => {
  if (isBusy) return request.socket.resetAndDestroy()
  isBusy = true
  response.on('close', () => isBusy = false)
//#end
