// An older server still has the port.
//#replace
server.listen(Number(process.env.PORT), '127.0.0.1')
//#with
createServer().listen(43128, () => server.listen(43128))
//#end
