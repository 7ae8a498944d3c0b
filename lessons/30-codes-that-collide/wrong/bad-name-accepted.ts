// Does not look at the end of the name.
//#file slugs.ts
//#replace
[a-z0-9])$/i
//#with
[a-z0-9])/i
//#end
