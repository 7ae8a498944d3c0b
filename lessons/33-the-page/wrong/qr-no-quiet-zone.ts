// Leaves two modules of light.
//#file qrSvg.ts
//#replace
const quietZone = 4
//#with
const quietZone = 2
//#end
