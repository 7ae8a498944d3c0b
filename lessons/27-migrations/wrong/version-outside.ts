// Writes the number down after the commit.
//#replace
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${number}`)
//#with
      if (readVersion() < number) database.exec(step)
//#end
//#replace
      database.exec('commit')
//#with
      database.exec('commit')
      database.exec(`pragma user_version = ${number}`)
//#end
