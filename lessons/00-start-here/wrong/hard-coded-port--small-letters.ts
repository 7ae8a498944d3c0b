// Another variable, which does not exist: then Node takes any free port.
//#replace
server.listen(Number(process.env.PORT), '127.0.0.1')
//#with
server.listen(Number(process.env.port ?? 0), '127.0.0.1')
//#end
