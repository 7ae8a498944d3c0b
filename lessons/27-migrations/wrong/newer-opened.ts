// Has no step for such a file, and thinks that is all.
//#replace
  if (found > steps.length) {
    throw new Error(`The file is at version ${found}, and this program knows ${steps.length}`)
  }
//#with
//#end
