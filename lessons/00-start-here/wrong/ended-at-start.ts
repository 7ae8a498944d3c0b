// The last line was lost.
//#replace
server.listen(process.env.PORT)
//#with
server.close()
//#end
