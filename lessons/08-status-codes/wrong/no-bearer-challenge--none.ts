// A 401 and nothing else.
//#replace
'Send a valid key', { 'www-authenticate': 'Bearer' })
//#with
'Send a valid key')
//#end
