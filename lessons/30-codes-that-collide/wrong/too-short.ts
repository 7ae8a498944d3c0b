// Thinks that four are enough.
//#file slugs.ts
//#replace
export const slugLength = 7
//#with
export const slugLength = 4
//#end
