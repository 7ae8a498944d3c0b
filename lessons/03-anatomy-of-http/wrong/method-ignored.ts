// Looks only at the path.
//#replace
method === 'POST' && target === '/echo'
//#with
target === '/echo'
//#end
