// Sends the cookie to every subdomain.
//#file cookies.ts
//#replace
Path=/; Max-Age
//#with
Path=/; Domain=localhost; Max-Age
//#end
