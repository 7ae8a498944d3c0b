// Allows one more.
//#file limit.ts
//#replace
    if (count <= most) return next()
//#with
    if (count <= most + 1) return next()
//#end
