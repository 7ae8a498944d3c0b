// Passes a promise to addNotice.
//#file main.ts
//#replace
addNotice(await readJson(context))
//#with
addNotice(readJson(context))
//#end
