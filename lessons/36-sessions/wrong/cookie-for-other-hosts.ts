// Sends the cookie to the API only.
//#file cookies.ts
//#replace
Path=/; Max-Age
//#with
Path=/api; Max-Age
//#end
