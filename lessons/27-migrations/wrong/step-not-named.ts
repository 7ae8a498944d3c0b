// Passes the error of SQLite on as it is.
//#replace
      throw new Error(`Step ${number} failed, and nothing of it is left: ${String(error)}`)
//#with
      throw new Error('Could not migrate', { cause: error })
//#end
