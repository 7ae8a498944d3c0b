// Compresses everything that gzip makes shorter, however short it is.
//#replace
reply.body.length < 1_000
//#with
reply.body.length < 60
//#end
