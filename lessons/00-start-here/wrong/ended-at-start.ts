// The program never listens.
//#replace
server.listen(Number(process.env.PORT), '127.0.0.1')
//#with
server.close()
//#end
