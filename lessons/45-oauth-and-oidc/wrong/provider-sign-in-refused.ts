// Keeps the cookie from every request that another site leads to.
//#file owner.ts
//#replace
HttpOnly; SameSite=Lax${
//#with
HttpOnly; SameSite=Strict${
//#end
