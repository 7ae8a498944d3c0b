// Sends the text back, not the value.
//#replace
{ received: await readJson(request) }
//#with
{ received: JSON.stringify(await readJson(request)) }
//#end
