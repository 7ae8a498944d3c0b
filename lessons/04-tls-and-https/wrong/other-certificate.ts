// The certificate of the authority, which has signed the other one.
//#replace
readFileSync('server.crt', 'utf8')
//#with
String(authority)
//#end
