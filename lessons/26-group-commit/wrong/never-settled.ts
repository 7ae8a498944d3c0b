// When begin fails, nobody tells the clients.
//#replace
    for (const { reject } of writes) reject(error)
//#with
    console.error(error)
//#end
