// Draws modules that are a little too small.
//#file qrSvg.ts
//#replace
h1v1h-1z
//#with
h.9v.9h-.9z
//#end
