// Deletes what it sets.
//#replace
; Path=/; HttpOnly
//#with
; Max-Age=0; Path=/; HttpOnly
//#end
