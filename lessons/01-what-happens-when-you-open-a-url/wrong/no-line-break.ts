// The end of the connection takes the place of the line break.
//#replace
socket.end(`${word}\n`)
//#with
socket.end(word)
//#end
