// 401 and nothing else.
//#replace
'Send a key that we know', challenge
//#with
'Send a key that we know'
//#end
