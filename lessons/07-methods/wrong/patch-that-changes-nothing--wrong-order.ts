// Lays the old note over the changes.
//#replace
{ ...note, ...changes }
//#with
{ ...changes, ...note }
//#end
