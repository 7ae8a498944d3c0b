// Compares only how the path begins.
//#replace
if (path === '/hello' && request.method === 'GET')
//#with
if (path?.startsWith('/hello') && path !== '/hello/page' && request.method === 'GET')
//#end
