// Runs all the steps at each start.
//#replace
    if (number <= found) continue
//#with
//#end
//#replace
if (readVersion() < number) database
//#with
database
//#end
