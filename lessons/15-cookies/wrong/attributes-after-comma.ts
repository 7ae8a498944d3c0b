// Separates the parts by commas.
//#replace
; Path=/; HttpOnly; SameSite=Lax`
//#with
, Path=/, HttpOnly, SameSite=Lax`
//#end
