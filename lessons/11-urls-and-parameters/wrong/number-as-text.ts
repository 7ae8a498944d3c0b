// Checks the text, and never makes a number of it.
//#replace
  return Number(text)
}
//#with
  return text as unknown as number
}
//#end
