// Drops line ends at the end of the body.
//#replace
return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
let end = bodyEnd
while (end > bodyStart && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1
return { method, target, body: bytes.subarray(bodyStart, end) }
//#end
