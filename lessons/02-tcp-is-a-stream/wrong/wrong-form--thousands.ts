// Writes large numbers as people do: 1,000.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write(`${count.toLocaleString('en')}: ${line}\n`)
//#end
