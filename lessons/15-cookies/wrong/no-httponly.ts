// Readable by scripts.
//#replace
; Path=/; HttpOnly; SameSite=Lax`
//#with
; Path=/; SameSite=Lax`
//#end
