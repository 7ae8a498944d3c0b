// A number where the port should come from outside.
//#replace
server.listen(process.env.PORT)
//#with
server.listen(43127)
//#end
