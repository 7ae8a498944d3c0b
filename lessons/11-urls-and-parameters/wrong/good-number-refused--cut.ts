// Makes a large limit smaller.
//#replace
limit === null ? 20 : readNumber(limit, 400)
//#with
limit === null ? 20 : Math.min(readNumber(limit, 400), 100)
//#end
