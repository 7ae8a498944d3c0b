// Has the middleware, and doesn't use it.
//#file main.ts
//#replace
const guards = [...limits, refuseOtherSites(publicOrigin)]
//#with
const guards = [refuseOtherSites(publicOrigin)]
//#end
