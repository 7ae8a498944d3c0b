// A name is not spelled as it was made.
//#replace
server.listen(process.env.PORT)
//#with
sever.listen(process.env.PORT)
//#end
