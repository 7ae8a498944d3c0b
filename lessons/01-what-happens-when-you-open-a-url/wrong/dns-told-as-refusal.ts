// Every failure is "could not connect".
//#replace
process.exit(6)
//#with
process.exit(7)
//#end
