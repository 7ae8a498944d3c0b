// Trusts the authorities of the system, which do not know ours.
//#replace
servername: 'localhost', ca: authority
//#with
servername: authority.length > 0 ? 'localhost' : ''
//#end
