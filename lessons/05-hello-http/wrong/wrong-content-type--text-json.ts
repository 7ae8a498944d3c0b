// Sends JSON as text/json.
//#replace
'content-type': 'application/json' }
//#with
'content-type': 'text/json' }
//#end
