// Writes all of the credentials in small letters, and not only the address.
//#file basic.ts
//#replace
password: text.slice(colon + 1) }
//#with
password: text.slice(colon + 1).toLowerCase() }
//#end
