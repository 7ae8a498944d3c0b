// Tells of the error in the body, with a status that says that all is well.
//#replace
{ status: error.status, body: { error: error.message } }
//#with
{ status: error.status === 400 ? 400 : 200, body: { error: error.message } }
//#end
