// Takes an empty limit for a missing one.
//#replace
limit === null ? 20 : readNumber(limit, 400)
//#with
readNumber(limit || '20', 400)
//#end
