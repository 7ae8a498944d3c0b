// The body is never read.
//#replace
return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
return { method, target, body: Buffer.alloc(0) }
//#end
