// Takes all wishes for equal.
//#replace
weight: q === undefined ? 1 : Number(q.slice(2))
//#with
weight: q === 'q=0' ? 0 : 1
//#end
