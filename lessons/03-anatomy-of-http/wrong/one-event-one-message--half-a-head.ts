// Does not ask whether the end of the head was found.
//#replace
  if (headEnd === -1) return undefined
//#with
//#end
