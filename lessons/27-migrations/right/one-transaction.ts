// All missing steps in one transaction.
//#replace
  for (const [index, step] of steps.entries()) {
    const number = index + 1
    if (number <= found) continue
    database.exec('begin immediate')
    try {
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${number}`)
      database.exec('commit')
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      throw new Error(`Step ${number} failed, and nothing of it is left: ${String(error)}`)
    }
  }
//#with
  let number = 0
  database.exec('begin exclusive')
  try {
    for (number = readVersion() + 1; number <= steps.length; number += 1) {
      database.exec(steps[number - 1] ?? '')
    }
    database.exec(`pragma user_version = ${steps.length}`)
    database.exec('commit')
  } catch (error) {
    database.exec('rollback')
    console.error(`Migration #${number} failed:`, error)
    process.exit(2)
  }
//#end
