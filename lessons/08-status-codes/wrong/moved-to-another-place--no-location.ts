// The new URL is in the body only.
//#replace
({ status: 308, headers: { location: `/books/${id}` } })
//#with
({ status: 308, body: { movedTo: `/books/${id}` } })
//#end
