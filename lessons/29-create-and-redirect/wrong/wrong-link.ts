// Calls the short URL something else.
//#file links.ts
//#replace
shortUrl: `
//#with
url: `
//#end
