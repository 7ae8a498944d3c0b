// An older server still has the port.
//#replace
server.listen(process.env.PORT)
//#with
createServer().listen(43128, () => server.listen(43128))
//#end
