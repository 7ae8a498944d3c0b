// Refuses the largest body that is allowed.
//#file framework/body.ts
//#replace
if (length <= maxBytes)
//#with
if (length < maxBytes)
//#end
