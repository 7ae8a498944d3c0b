// Compares the first segment without its case.
//#replace
  const [first, second, ...more] = segments
//#with
  const [start = '', second, ...more] = segments
  const first = start.toLowerCase()
//#end
