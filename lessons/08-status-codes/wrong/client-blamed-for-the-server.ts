// Every error is a bad request.
//#replace
isOurs ? error.status : 500
//#with
isOurs ? error.status : 400
//#end
