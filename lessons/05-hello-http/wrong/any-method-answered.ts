// Treats every method but GET as POST.
//#replace
if (path === '/hello' && request.method === 'POST') return
//#with
if (path === '/hello') return
//#end
