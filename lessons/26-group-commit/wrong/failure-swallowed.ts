// The error of a write is undone and forgotten.
//#replace
      if (errors[index] === undefined) resolve()
      else reject(errors[index])
//#with
      if (errors[index] === undefined) resolve()
      else resolve()
//#end
