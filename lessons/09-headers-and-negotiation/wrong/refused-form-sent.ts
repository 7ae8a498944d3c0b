// Zero is falsy, and so becomes one.
//#replace
weight: q === undefined ? 1 : Number(q.slice(2))
//#with
weight: Number(q?.slice(2)) || 1
//#end
