// Sets the cookie only with the first link.
//#file form.ts
//#replace
...pageHeaders, ...headers } }
//#with
...pageHeaders } }
//#end
