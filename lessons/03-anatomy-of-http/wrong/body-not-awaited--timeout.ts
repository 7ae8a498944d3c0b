// Gives up on a client that is silent for 200 ms.
//#replace
let received = Buffer.alloc(0)
//#with
let received = Buffer.alloc(0)
socket.setTimeout(200, () => socket.destroy())
//#end
