// Sets the version to its own last step in any case.
//#replace
  if (found > steps.length) {
    throw new Error(`The file is at version ${found}, and this program knows ${steps.length}`)
  }
//#with
//#end
//#replace
  for (const [index, step] of steps.entries()) {
//#with
  if (found > steps.length) database.exec(`pragma user_version = ${steps.length}`)
  for (const [index, step] of steps.entries()) {
//#end
