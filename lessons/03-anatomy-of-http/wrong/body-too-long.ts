// Everything after the head is the body.
//#replace
  return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
  return { method, target, body: bytes.subarray(bodyStart) }
//#end
