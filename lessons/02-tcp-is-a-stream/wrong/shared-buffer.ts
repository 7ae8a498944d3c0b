// One buffer for everybody.
//#replace
const server = createServer((socket) => {
  let count = 0
  let rest = ''
//#with
let rest = ''

const server = createServer((socket) => {
  let count = 0
//#end
