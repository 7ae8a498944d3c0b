// What isn't GET is a greeting.
//#replace
if (path === '/hello' && request.method === 'POST') return
//#with
if (path === '/hello') return
//#end
