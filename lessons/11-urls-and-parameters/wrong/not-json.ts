// Stringifies the body twice.
//#replace
response.end(JSON.stringify(body))
//#with
response.end(JSON.stringify(JSON.stringify(body)))
//#end
