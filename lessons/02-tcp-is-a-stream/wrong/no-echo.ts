// Writes to the own screen, and nothing to the client.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
console.log(`${count}: ${line}\n`)
//#end
