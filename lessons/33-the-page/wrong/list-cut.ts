// Lists ten links.
//#file store.ts
//#replace
const mostListed = 50
//#with
const mostListed = 10
//#end
