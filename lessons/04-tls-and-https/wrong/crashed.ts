// Nobody hears that the other server failed.
//#replace
    socket.on('error', reject)
//#with
    socket.on('close', () => reject(new Error('It closed')))
//#end
