// Answers a little later, and by then the connection is closed.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
const response = `${count}: ${line}\n`
setTimeout(() => socket.write(response), 200)
//#end
