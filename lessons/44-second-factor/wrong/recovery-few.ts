// Makes eight recovery codes.
//#file secondFactors.ts
//#replace
const codeCount = 10
//#with
const codeCount = 8
//#end
