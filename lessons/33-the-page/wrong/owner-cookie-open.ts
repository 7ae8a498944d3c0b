// Leaves HttpOnly out.
//#file owner.ts
//#replace
Path=/; HttpOnly; SameSite=Lax
//#with
Path=/; SameSite=Lax
//#end
