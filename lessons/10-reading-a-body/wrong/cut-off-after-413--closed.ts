// Has Node close the connection after each response, even if the body is still arriving.
//#replace
{ 'content-type': 'application/json' }
//#with
{ 'content-type': 'application/json', connection: 'close' }
//#end
