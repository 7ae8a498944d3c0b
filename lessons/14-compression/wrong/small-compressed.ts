// Compresses short text as well.
//#replace
 || reply.body.length < 1_000
//#with
//#end
