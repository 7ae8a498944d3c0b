// Keeps the compressed bytes by path.
//#replace
const body = gzipSync(reply.body)
//#with
const body = kept ??= gzipSync(reply.body)
//#end
//#replace
// Changes a reply on its way
//#with
let kept: Buffer | undefined

// Changes a reply on its way
//#end
