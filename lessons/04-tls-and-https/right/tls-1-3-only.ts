// Speaks the newest version only, and adds the authority to the system's own.
//#replace
const server = createServer(files, serve)
//#with
const server = createServer({ ...files, minVersion: 'TLSv1.3' }, serve)
//#end
//#replace
servername: 'localhost', ca: authority
//#with
servername: 'localhost', ca: [authority], minVersion: 'TLSv1.3'
//#end
