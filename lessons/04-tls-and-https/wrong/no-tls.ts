// A certificate without its key.
//#replace
const files: TlsOptions = { key: readFileSync('server.key'), cert: readFileSync('server.crt') }
//#with
const files: TlsOptions = {}
//#end
