// Takes 0 for a missing weight.
//#replace
ranges.set(range, q === undefined ? 1 : Number(q.slice(2)))
//#with
ranges.set(range, q === undefined ? 1 : Number(q.slice(2)) || 1)
//#end
