// Asks the client for a certificate too.
//#replace
const server = createServer(files, serve)
//#with
const server = createServer({ ...files, requestCert: true, ca: authority }, serve)
//#end
