// Looks at the path only.
//#replace
method === 'GET' && target === '/'
//#with
target === '/'
//#end
