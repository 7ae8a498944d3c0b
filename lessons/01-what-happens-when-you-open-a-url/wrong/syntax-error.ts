// A bracket is missing at the end.
//#replace
socket.end(`${word}\n`)
//#with
socket.end(`${word}\n`
//#end
