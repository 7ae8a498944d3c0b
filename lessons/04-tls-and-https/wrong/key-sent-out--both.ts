// Serves every file of the folder whose name begins with server.
//#replace
if (port === undefined) return { status: '404 Not Found', text: 'There is nothing here\n' }
//#with
if (path.startsWith('/server.')) return { status: '200 OK', text: readFileSync(`.${path}`, 'utf8') }
if (port === undefined) return { status: '404 Not Found', text: 'There is nothing here\n' }
//#end
