// Redirects to itself.
//#replace
if (path === '/') return { status: '200 OK', text: 'Nobody could read this on its way.\n' }
//#with
if (path === '/') return { status: '301 Moved Permanently', text: 'https\n' }
//#end
