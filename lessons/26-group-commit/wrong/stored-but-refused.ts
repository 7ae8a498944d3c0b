// One error is told to all, though only one write was undone.
//#replace
      if (errors[index] === undefined) resolve()
//#with
      const first = errors.find((error) => error !== undefined)
      if (first !== undefined) reject(first)
      else if (errors[index] === undefined) resolve()
//#end
