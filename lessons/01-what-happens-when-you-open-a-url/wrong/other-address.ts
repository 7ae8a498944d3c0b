// A port alone: Node then connects to localhost.
//#replace
connect({ host: address, port })
//#with
connect(port)
//#end
