// Looks at the path only.
//#replace
method === 'POST' && target === '/echo'
//#with
target === '/echo'
//#end
