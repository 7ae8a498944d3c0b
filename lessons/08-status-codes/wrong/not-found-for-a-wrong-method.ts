// What is not supported is not found.
//#replace
    new HttpError(405, `The methods
//#with
    new HttpError(404, `The methods
//#end
