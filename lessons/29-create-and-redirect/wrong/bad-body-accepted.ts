// Reads any number of bytes.
//#file framework/body.ts
//#replace
if (length <= maxBytes) pieces.push(piece)
//#with
if (length <= Infinity) pieces.push(piece)
//#end
