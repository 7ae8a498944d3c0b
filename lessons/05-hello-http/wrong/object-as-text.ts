// Turns the object into a string without JSON.
//#replace
response.end(JSON.stringify(value))
//#with
response.end(String(value))
//#end
