// Sends the whole greeting back instead of the word.
//#replace
socket.end(`${word}\n`)
//#with
socket.end(data)
//#end
