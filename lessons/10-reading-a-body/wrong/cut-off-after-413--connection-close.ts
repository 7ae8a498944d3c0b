// Says Connection: close with its 413, and Node closes while the client is still sending.
//#replace
if (error instanceof Refusal) answer
//#with
if (error instanceof Refusal && error.status === 413) response.setHeader('connection', 'close')
if (error instanceof Refusal) answer
//#end
