// One request after the other.
//#replace
const server = createServer((request, response) => {
//#with
let line: Promise<unknown> = Promise.resolve()
const server = createServer(async (request, response) => {
  const before = line
  line = new Promise((resolve) => response.on('close', resolve))
  await before
//#end
