// Says nothing about other sites.
//#file cookies.ts
//#replace
; HttpOnly; SameSite=Lax`
//#with
; HttpOnly`
//#end
