// The id is in the body.
//#replace
({ status: 201, body: book, headers: { location: `/books/${book.id}` } })
//#with
({ status: 201, body: book })
//#end
