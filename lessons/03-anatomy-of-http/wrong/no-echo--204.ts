// Sends the body with a status that never has one.
//#replace
{ status: '200 OK', body }
//#with
{ status: '204 No Content', body }
//#end
