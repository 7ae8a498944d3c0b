// Names every method that the server knows somewhere.
//#replace
matches.map(({ route }) => route.method).join(', ')
//#with
'GET, POST, DELETE'
//#end
