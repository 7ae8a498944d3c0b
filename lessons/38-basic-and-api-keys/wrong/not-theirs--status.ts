// Responds with a 200 to a program that has made a link.
//#file links.ts
//#replace
    return json(describe(link, publicOrigin), 201, headers)
//#with
    return json(describe(link, publicOrigin), 200, headers)
//#end
