// Forgets that a limit may be missing.
//#replace
limit === null ? 20 : readNumber(limit, 400)
//#with
readNumber(limit ?? '', 400)
//#end
