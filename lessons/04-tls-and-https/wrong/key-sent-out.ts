// Takes the wrong file.
//#replace
readFileSync('server.crt', 'utf8')
//#with
readFileSync('server.key', 'utf8')
//#end
