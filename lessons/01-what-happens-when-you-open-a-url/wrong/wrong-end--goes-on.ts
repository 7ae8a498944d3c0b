// Waits for a second greeting, which never comes.
//#replace
await once(socket, 'close')
//#with
setInterval(() => {}, 1000)
//#end
