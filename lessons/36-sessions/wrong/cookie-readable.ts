// Lets scripts read the cookie.
//#file cookies.ts
//#replace
; HttpOnly; SameSite=Lax`
//#with
; SameSite=Lax`
//#end
