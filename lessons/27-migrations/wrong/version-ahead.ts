// Writes the number down first.
//#replace
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${number}`)
//#with
      if (readVersion() <= number) database.exec(step)
//#end
//#replace
    database.exec('begin immediate')
//#with
    database.exec(`pragma user_version = ${number}`)
    database.exec('begin immediate')
//#end
