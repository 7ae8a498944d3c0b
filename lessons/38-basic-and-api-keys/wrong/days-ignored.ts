// Counts a day in seconds.
//#file keyRoutes.ts
//#replace
const dayMs = 86_400_000
//#with
const dayMs = 86_400
//#end
