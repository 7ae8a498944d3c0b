// One buffer for everybody.
//#replace
const server = createServer((socket) => {
//#with
let rest = ''

const server = createServer((socket) => {
//#end
//#replace
  let rest = ''
  socket.setEncoding('utf8')
//#with
  socket.setEncoding('utf8')
//#end
