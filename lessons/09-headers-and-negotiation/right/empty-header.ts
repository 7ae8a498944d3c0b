// Takes an empty header for a missing one.
//#replace
if (accept === undefined) return 1
//#with
if (!accept) return 1
//#end
