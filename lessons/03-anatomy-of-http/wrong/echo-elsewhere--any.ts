// Every POST comes back.
//#replace
method === 'POST' && target === '/echo'
//#with
method === 'POST'
//#end
