// Has a default that was good enough ten years ago.
//#file settings.ts
//#replace
readNumber('PASSWORD_COST', 15, {
//#with
readNumber('PASSWORD_COST', 14, {
//#end
