// Writes ms after the number.
//#replace
(performance.now() - start).toFixed(1)}`
//#with
(performance.now() - start).toFixed(1)}ms`
//#end
