// Compares the names by hand.
//#replace
servername: 'localhost', ca: authority
//#with
servername: 'localhost', ca: authority, checkServerIdentity: (_name, { subjectaltname }) =>
  subjectaltname?.includes('localhost') ? undefined : new Error('Another name')
//#end
