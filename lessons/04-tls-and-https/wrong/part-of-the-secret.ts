// The first piece is taken for everything.
//#replace
    socket.on('data', (data) => (text += data))
//#with
    socket.on('data', (data) => resolve(text += data))
//#end
