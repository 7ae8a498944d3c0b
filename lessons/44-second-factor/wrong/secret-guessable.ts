// Makes secrets of ten bytes.
//#file secondFactors.ts
//#replace
const secretBytes = 20
//#with
const secretBytes = 10
//#end
