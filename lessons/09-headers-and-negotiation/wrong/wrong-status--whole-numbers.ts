// Reads weights as whole numbers.
//#replace
ranges.set(range, q === undefined ? 1 : Number(q.slice(2)))
//#with
ranges.set(range, q === undefined ? 1 : parseInt(q.slice(2)))
//#end
