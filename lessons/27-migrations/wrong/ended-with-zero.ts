// Ends as if all were well.
//#replace
      throw new Error(`Step ${number} failed, and nothing of it is left: ${String(error)}`)
//#with
      console.error(`Step ${number} failed: ${String(error)}`)
      process.exit()
//#end
