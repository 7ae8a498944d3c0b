// Compares as it was sent.
//#replace
accept.toLowerCase().split(',')
//#with
accept.split(',')
//#end
