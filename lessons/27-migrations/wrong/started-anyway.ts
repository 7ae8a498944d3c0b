// Prints the error, and starts.
//#replace
      throw new Error(`Step ${number} failed, and nothing of it is left: ${String(error)}`)
//#with
      console.error(`Step ${number} failed`, error)
      return
//#end
