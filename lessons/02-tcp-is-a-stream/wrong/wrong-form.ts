// Forgets the line break, so the client waits for the rest of the line.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write(`${count}: ${line}`)
//#end
