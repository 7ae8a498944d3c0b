// Keeps it from shared caches only.
//#file links.ts
//#replace
'private, no-store'
//#with
'private, max-age=0'
//#end
