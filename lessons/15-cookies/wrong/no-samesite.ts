// Leaves it to the browser.
//#replace
; Path=/; HttpOnly; SameSite=Lax`
//#with
; Path=/; HttpOnly`
//#end
