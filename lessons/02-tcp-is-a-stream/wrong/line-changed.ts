// Takes the spaces off, because a terminal may send some.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write(`${count}: ${line.trim()}\n`)
//#end
