// PATCH does what PUT does.
//#replace
const changed = { ...note, ...changes }
//#with
const changed = changes
//#end
