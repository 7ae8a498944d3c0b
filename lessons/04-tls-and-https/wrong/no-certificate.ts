// Tells about the certificate, and does not show it.
//#replace
readFileSync('server.crt', 'utf8')
//#with
'It is a good one.\n'
//#end
