// Leaves the limit out of the JSON.
//#file links.ts
//#replace
    visitLimit, clicks, robots,

//#with
    clicks, robots,

//#end
//#replace
target, visitLimit, clicks, robots }
//#with
target, clicks, robots }
//#end
