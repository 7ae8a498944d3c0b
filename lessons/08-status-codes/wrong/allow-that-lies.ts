// The list of another address.
//#replace
{ allow: 'GET, DELETE' }
//#with
{ allow: 'POST' }
//#end
