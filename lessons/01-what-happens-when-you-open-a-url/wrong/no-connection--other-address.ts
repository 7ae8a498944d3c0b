// The name is asked for, and what came back is not used.
//#replace
connect({ host: address, port })
//#with
connect({ host: '127.0.0.9', port })
//#end
