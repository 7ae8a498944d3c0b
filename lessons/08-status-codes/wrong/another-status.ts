// The JSON is wrong somehow.
//#replace
new HttpError(400, "The body
//#with
new HttpError(422, "The body
//#end
