// Takes the first piece for the whole body.
//#replace
request.on('data', (piece: Uint8Array) => {
//#with
request.once('data', (piece: Uint8Array) => {
//#end
