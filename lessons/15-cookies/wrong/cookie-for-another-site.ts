// Another host.
//#replace
; Path=/; HttpOnly
//#with
; Domain=example.com; Path=/; HttpOnly
//#end
