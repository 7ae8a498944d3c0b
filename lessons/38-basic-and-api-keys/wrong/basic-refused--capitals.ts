// Lowercases the password, too, and not only the address.
//#file basic.ts
//#replace
password: text.slice(colon + 1) }
//#with
password: text.slice(colon + 1).toLowerCase() }
//#end
