// Doesn't count, and passes over what is there already.
//#replace
    if (number <= found) continue
//#with
//#end
//#replace
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${number}`)
//#with
      try {
        database.exec(`pragma user_version = ${Math.max(number, readVersion())}; ${step}`)
      } catch (error) {
        if (!/already exists|duplicate column/.test(String(error))) throw error
      }
//#end
