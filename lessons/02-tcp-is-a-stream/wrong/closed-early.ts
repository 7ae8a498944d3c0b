// Takes end for a way to write.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.end(`${count}: ${line}\n`)
//#end
