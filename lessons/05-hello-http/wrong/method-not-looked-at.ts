// Compares only the path.
//#replace
if (path === '/hello' && request.method === 'GET')
//#with
if (path === '/hello')
//#end
