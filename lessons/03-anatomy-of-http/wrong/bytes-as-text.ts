// Turns the body into text.
//#replace
return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
return { method, target, body: Buffer.from(bytes.toString('utf8', bodyStart, bodyEnd)) }
//#end
