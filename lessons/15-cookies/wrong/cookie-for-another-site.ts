// Sets the cookie for another host.
//#replace
; Path=/; HttpOnly
//#with
; Domain=example.com; Path=/; HttpOnly
//#end
