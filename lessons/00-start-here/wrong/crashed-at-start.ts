// A name is misspelled.
//#replace
server.listen(Number(process.env.PORT), '127.0.0.1')
//#with
sever.listen(Number(process.env.PORT), '127.0.0.1')
//#end
