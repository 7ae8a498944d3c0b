// The files of last year.
//#replace
const files: TlsOptions = { key: readFileSync('server.key'), cert: readFileSync('server.crt') }
//#with
const files: TlsOptions = { key: readFileSync('expired.key'), cert: readFileSync('expired.crt') }
//#end
