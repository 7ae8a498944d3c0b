// The count of all clients.
//#replace
const server = createServer((socket) => {
  let count = 0
//#with
let count = 0

const server = createServer((socket) => {
//#end
