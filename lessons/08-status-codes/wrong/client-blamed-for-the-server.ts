// Every error is a bad request.
//#replace
isExpected ? error.status : 500
//#with
isExpected ? error.status : 400
//#end
