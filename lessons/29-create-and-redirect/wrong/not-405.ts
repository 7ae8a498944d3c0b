// Knows no other status for what is missing.
//#file framework/app.ts
//#replace
if (matches.length === 0) throw
//#with
if (matches.length >= 0) throw
//#end
