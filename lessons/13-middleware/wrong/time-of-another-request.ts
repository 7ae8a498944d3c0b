// All requests share the start.
//#replace
  const start = performance.now()
//#with
  start = performance.now()
//#end
//#replace
let handled = 0
//#with
let start = 0
let handled = 0
//#end
