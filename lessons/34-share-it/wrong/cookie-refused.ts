// Keeps the cookie for one path.
//#file owner.ts
//#replace
Path=/; Max-Age
//#with
Path=/links; Max-Age
//#end
