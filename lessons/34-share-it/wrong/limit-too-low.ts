// Refuses the sixtieth.
//#file limit.ts
//#replace
    if (count <= most) return next()
//#with
    if (count < most) return next()
//#end
