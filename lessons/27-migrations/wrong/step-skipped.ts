// Prints the error, and tries the next step.
//#replace
      throw new Error(`Step ${number} failed, and nothing of it is left: ${String(error)}`)
//#with
      console.error(`Step ${number} failed`, error)
//#end
