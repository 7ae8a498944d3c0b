// What cannot be found is our fault.
//#replace
if (file === undefined || !facts?.isFile()) return void response.writeHead(404).end('Not found\n')
//#with
if (file === undefined || !facts?.isFile()) return void response.writeHead(500).end('Not found\n')
//#end
