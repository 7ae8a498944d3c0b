// Believes what it read before it had the lock.
//#replace
if (readVersion() < number) database
//#with
database
//#end
