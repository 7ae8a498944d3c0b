// Prints the failure, and ends as if all had gone well.
//#replace
  process.exit(7)
//#with
  process.exit(0)
//#end
