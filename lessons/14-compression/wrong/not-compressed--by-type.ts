// Compresses lists only.
//#replace
reply.body.length < 1_000
//#with
reply.body[0] !== 0x5b
//#end
