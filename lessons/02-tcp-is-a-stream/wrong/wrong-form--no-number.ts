// An echo without the number.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write(`${line}\n`)
//#end
