// Commas between the parts.
//#replace
; Path=/; HttpOnly; SameSite=Lax`
//#with
, Path=/, HttpOnly, SameSite=Lax`
//#end
