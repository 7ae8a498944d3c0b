// The number of the row below.
//#replace
({ status: 200, body: book })
//#with
({ status: 201, body: book })
//#end
