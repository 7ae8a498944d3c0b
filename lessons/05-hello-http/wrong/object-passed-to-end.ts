// Passes the object to end as it is.
//#replace
response.end(JSON.stringify(value))
//#with
response.end(Object(value))
//#end
