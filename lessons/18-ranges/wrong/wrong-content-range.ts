// Takes the last position for the size.
//#replace
`bytes ${start}-${end}/${facts.size}`
//#with
`bytes ${start}-${end}/${facts.size - 1}`
//#end
