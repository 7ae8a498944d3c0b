// Letters stay whole, as in lesson 2, but not every body is made of letters.
//#replace
let received = Buffer.alloc(0)
//#with
let received = ''
socket.setEncoding('utf8')
//#end
//#replace
received = Buffer.concat([received, data])
const request = readRequest(received)
//#with
received += data
const request = readRequest(Buffer.from(received))
//#end
