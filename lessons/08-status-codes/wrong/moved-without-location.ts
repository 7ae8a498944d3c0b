// Tells the new address in the body.
//#replace
send(response, 308, undefined, { location: `/books/${id}` })
//#with
send(response, 308, { movedTo: `/books/${id}` })
//#end
