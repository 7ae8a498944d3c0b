// Treats a missing header like one that matches nothing.
//#replace
if (accept === undefined) return 1
//#with
if (accept === undefined) return 0
//#end
