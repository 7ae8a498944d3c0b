// The address takes the place of the name.
//#replace
servername: 'localhost', ca: authority
//#with
ca: authority
//#end
