// Throws for a weight that is not a number.
//#replace
ranges.set(range, q === undefined ? 1 : Number(q.slice(2)))
//#with
const weight = q === undefined ? 1 : Number(q.slice(2))
if (Number.isNaN(weight)) throw new Error('bad q')
ranges.set(range, weight)
//#end
