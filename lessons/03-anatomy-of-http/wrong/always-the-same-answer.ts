// One box for the bytes of all clients, and it is never emptied.
//#replace
const server = createServer((socket) => {
  let received = Buffer.alloc(0)
//#with
let received = Buffer.alloc(0)

const server = createServer((socket) => {
//#end
