// Gives back the first thousand bytes.
//#replace
  return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
  return { method, target, body: bytes.subarray(bodyStart, Math.min(bodyEnd, bodyStart + 1_000)) }
//#end
