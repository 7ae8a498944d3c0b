// One buffer for all clients, which is never emptied.
//#replace
const server = createServer((socket) => {
  let received = Buffer.alloc(0)
//#with
let received = Buffer.alloc(0)

const server = createServer((socket) => {
//#end
