// The space is forgotten.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write(`${count}:${line}\n`)
//#end
