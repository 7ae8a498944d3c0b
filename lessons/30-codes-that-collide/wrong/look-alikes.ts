// Has all digits and consonants.
//#file slugs.ts
//#replace
'23456789bcdf
//#with
'0123456789bcdf
//#end
