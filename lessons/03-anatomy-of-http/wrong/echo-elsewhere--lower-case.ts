// Makes the whole head lower case, and the path with it.
//#replace
readHead(bytes.toString('latin1', 0, headEnd))
//#with
readHead(bytes.toString('latin1', 0, headEnd).toLowerCase())
//#end
//#replace
method === 'GET' && target
//#with
method === 'get' && target
//#end
//#replace
method === 'POST' && target
//#with
method === 'post' && target
//#end
