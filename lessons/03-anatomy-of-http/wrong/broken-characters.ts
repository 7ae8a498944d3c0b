// Turns each piece into text on its own.
//#replace
let received = Buffer.alloc(0)
//#with
let received = ''
//#end
//#replace
received = Buffer.concat([received, data])
const request = readRequest(received)
//#with
received += data
const request = readRequest(Buffer.from(received))
//#end
