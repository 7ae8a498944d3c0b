// Ends the program a moment after a bug.
//#replace
if (!isExpected) console.error(error)
//#with
if (!isExpected) {
  console.error(error)
  globalThis.setTimeout(() => process.exit(1), 5)
}
//#end
