// A type in words.
//#replace
type: 'about:blank'
//#with
type: 'An error happened'
//#end
