// Writes one number for all the steps.
//#replace
    if (number <= found) continue
//#with
    if (number <= found || found === steps.length - 1) continue
//#end
//#replace
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${number}`)
//#with
      const version = Math.min(number, steps.length - 1)
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${version}`)
//#end
