// Servers listen on port 80: that was true for the first one that was tried.
//#replace
connect({ host: address, port })
//#with
connect({ host: address, port: 80 })
//#end
