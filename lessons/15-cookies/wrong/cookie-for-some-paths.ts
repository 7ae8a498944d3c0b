// Sets no path.
//#replace
; Path=/; HttpOnly; SameSite=Lax`
//#with
; HttpOnly; SameSite=Lax`
//#end
