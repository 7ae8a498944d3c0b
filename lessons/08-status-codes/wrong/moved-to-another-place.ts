// The slash is missing, so the path is relative.
//#replace
({ status: 308, headers: { location: `/books/${id}` } })
//#with
({ status: 308, headers: { location: `books/${id}` } })
//#end
