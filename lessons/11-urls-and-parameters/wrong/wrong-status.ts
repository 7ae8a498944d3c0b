// A limit that isn't a number is "not found".
//#replace
readNumber(limit, 400)
//#with
readNumber(limit, 404)
//#end
