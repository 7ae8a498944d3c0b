// Resolves each promise as soon as its statements have run.
//#replace
    const errors = writes.map(attempt)
    database.exec('commit')
    for (const [index, { resolve, reject }] of writes.entries()) {
      if (errors[index] === undefined) resolve()
      else reject(errors[index])
    }
//#with
    for (const each of writes) {
      const error = attempt(each)
      if (error === undefined) each.resolve()
      else each.reject(error)
    }
    database.exec('commit')
//#end
