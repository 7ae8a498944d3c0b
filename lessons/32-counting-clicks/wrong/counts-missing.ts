// Leaves the numbers out of the JSON.
//#file links.ts
//#replace
    visitLimit, clicks, robots,

//#with
    visitLimit,

//#end
//#replace
visitLimit, clicks, robots }: Link
//#with
visitLimit }: Link
//#end
