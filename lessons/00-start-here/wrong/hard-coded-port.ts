// A fixed number instead of the port that the check chose.
//#replace
server.listen(Number(process.env.PORT), '127.0.0.1')
//#with
server.listen(43127, '127.0.0.1')
//#end
