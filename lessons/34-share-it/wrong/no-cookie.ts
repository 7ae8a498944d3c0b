// Sets the cookie only over HTTPS.
//#file form.ts
//#replace
...pageHeaders, ...headers } }
//#with
...pageHeaders, ...(publicOrigin.startsWith('https:') && headers) } }
//#end
