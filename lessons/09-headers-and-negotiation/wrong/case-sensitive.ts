// Compares as it is written.
//#replace
(header ?? '').toLowerCase().split(',')
//#with
(header ?? '').split(',')
//#end
