// Serves the board at every path.
//#replace
if (path !== '/departures') return void response.writeHead(404).end()
//#with
if (path === '') return
//#end
