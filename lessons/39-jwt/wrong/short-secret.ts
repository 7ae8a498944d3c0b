// Asks for 128 bits.
//#file settings.ts
//#replace
const fewestBytes = 32
//#with
const fewestBytes = 16
//#end
