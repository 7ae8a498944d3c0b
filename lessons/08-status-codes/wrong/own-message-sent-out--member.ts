// Adds a member with the message of the error.
//#replace
status, detail },
//#with
status, detail, error: Object(error).message },
//#end
