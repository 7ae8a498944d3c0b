// Lets scripts read the cookie.
//#replace
; Path=/; HttpOnly; SameSite=Lax`
//#with
; Path=/; SameSite=Lax`
//#end
