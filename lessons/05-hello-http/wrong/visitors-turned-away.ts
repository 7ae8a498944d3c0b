// Serves one client at a time, and cuts the connections of all others.
//#replace
const server = createServer(async (request, response) => {
//#with
let isBusy = false

const server = createServer(async (request, response) => {
  if (isBusy) return request.socket.resetAndDestroy()
  isBusy = true
  response.on('close', () => isBusy = false)
//#end
