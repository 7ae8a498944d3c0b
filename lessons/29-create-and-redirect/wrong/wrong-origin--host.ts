// Takes the name in the request for the public one, for new links only.
//#file links.ts
//#replace
return json(describe(link, publicOrigin), 201,
//#with
return json(describe(link, `http://${context.header('host')}`), 201,
//#end
