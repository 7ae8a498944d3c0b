// Puts the address into the URI as it is.
//#file totp.ts
//#replace
[site, email].map((text) => encodeURIComponent(text))
//#with
[site, email]
//#end
