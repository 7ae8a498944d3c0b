// Stops at a pair without an equals sign.
//#replace
if (equals === -1) continue
//#with
if (equals === -1) break
//#end
