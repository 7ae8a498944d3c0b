// Takes the end of the connection for an error.
//#replace
await once(socket, 'close')
//#with
await once(socket, 'close')
throw new Error('The server hung up')
//#end
