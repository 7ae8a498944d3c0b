// Names every method that the server knows.
//#replace
[...methods].join(', ')
//#with
'GET, POST, DELETE'
//#end
