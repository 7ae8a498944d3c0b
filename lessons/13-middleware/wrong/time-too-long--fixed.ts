// A fixed number.
//#replace
`total;dur=${(performance.now() - start).toFixed(1)}`
//#with
`total;dur=${60.5 + start * 0}`
//#end
