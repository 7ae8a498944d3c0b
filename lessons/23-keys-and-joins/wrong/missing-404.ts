// Doesn't look how many rows were deleted.
//#replace
changes === 0 ? 404 : 204
//#with
changes === 0 ? 204 : 204
//#end
