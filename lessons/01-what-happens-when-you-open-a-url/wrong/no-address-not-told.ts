// Some other number for a failure.
//#replace
  process.exit(6)
//#with
  process.exit(1)
//#end
