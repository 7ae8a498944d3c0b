// Reads one byte as one letter, and writes letters as UTF-8.
//#replace
return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
return { method, target, body: Buffer.from(bytes.toString('latin1', bodyStart, bodyEnd)) }
//#end
