// Copies the fields of the value, which only an object has.
//#replace
{ received: await readJson(request) }
//#with
{ received: { ...Object(await readJson(request)) } }
//#end
