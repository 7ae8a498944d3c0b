// Makes a text of the object in the wrong way.
//#replace
response.end(JSON.stringify(value))
//#with
response.end(String(value))
//#end
