// One counter for everybody, set back when somebody comes.
//#replace
const server = createServer((socket) => {
  let count = 0
//#with
let count = 0

const server = createServer((socket) => {
  count = 0
//#end
