// Any name will do.
//#replace
servername: 'localhost', ca: authority
//#with
ca: authority, checkServerIdentity: () => undefined
//#end
