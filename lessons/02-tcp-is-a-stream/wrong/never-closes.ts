// Half open: our half must be closed by hand, and nobody does.
//#replace
createServer((socket) => {
//#with
createServer({ allowHalfOpen: true }, (socket) => {
//#end
