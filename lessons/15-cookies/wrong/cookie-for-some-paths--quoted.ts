// Quotes belong to the value.
//#replace
; Path=/; HttpOnly
//#with
; Path="/"; HttpOnly
//#end
