// Echoes in capitals.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write(`${count}: ${line.toUpperCase()}\n`)
//#end
