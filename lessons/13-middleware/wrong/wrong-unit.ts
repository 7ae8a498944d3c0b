// In microseconds.
//#replace
`total;dur=${(performance.now() - start).toFixed(1)}`
//#with
`total;dur=${((performance.now() - start) * 1000).toFixed(1)}`
//#end
