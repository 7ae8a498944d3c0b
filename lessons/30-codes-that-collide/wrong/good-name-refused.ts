// Has its own idea of a good name.
//#file slugs.ts
//#replace
[a-z0-9_-]*
//#with
[a-z0-9-]*
//#end
