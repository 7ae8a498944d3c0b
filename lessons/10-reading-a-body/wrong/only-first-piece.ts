// The body comes with the data event.
//#replace
request.on('data', (piece: Uint8Array) => {
//#with
request.once('data', (piece: Uint8Array) => {
//#end
