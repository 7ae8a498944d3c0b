// One decoder for everybody: half letters of two clients meet in it.
//#replace
const server = createServer((socket) => {
//#with
const decoder = new TextDecoder()
const server = createServer((socket) => {
//#end
//#replace
  socket.setEncoding('utf8')
//#with
  // The decoder below waits for the second half of a letter.
//#end
//#replace
    rest += data
//#with
    rest += decoder.decode(Buffer.from(data), { stream: true })
//#end
