// Another variable, which does not exist: Node then takes any free port.
//#replace
server.listen(process.env.PORT)
//#with
server.listen(process.env.port)
//#end
