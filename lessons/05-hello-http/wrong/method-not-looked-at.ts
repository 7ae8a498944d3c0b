// Looks at the address alone.
//#replace
if (path === '/hello' && request.method === 'GET')
//#with
if (path === '/hello')
//#end
