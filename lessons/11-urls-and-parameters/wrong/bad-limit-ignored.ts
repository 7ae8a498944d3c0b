// Uses the default for anything that is not a number.
//#replace
limit === null ? 20 : readNumber(limit, 400)
//#with
Number(/^[1-9]\d*$/.exec(limit ?? '') ?? 20)
//#end
