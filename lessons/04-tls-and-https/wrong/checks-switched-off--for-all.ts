// Switched off for the whole program.
//#replace
const authority = readFileSync('authority.crt')
//#with
const authority = readFileSync('authority.crt')
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
//#end
