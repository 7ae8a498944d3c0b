// Leaves out the port.
//#file targets.ts
//#replace
? host : `
//#with
? hostname : `
//#end
