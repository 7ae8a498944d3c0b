// Knows one certificate by heart: its own.
//#replace
servername: 'localhost', ca: authority
//#with
servername: 'localhost', ca: readFileSync('server.crt')
//#end
