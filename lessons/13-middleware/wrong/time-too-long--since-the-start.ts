// Measures since the program started.
//#replace
const start = performance.now()
//#with
const start = 0
//#end
