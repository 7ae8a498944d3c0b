// Makes all links nobody's.
//#file links.ts
//#replace
identity?.user.id ?? null
//#with
null
//#end
