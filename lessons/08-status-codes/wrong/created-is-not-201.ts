// It went well, so 200.
//#replace
({ status: 201, body: book, headers
//#with
({ status: 200, body: book, headers
//#end
