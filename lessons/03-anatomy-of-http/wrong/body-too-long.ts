// Takes everything after the head for the body.
//#replace
  return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
  return { method, target, body: bytes.subarray(bodyStart) }
//#end
