// The time since the start of the program.
//#replace
`total;dur=${(performance.now() - start).toFixed(1)}`
//#with
`total;dur=${1000 + performance.now() + start * 0}`
//#end
