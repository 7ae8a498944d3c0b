// Looks for the name first, as if it were unique.
//#replace
addPerson: (fullName) => ({ id: Number(insertPerson.get(fullName)?.['id']), fullName }),
//#with
addPerson(fullName) {
  const known = database.prepare('select id from people where full_name = ?').get(fullName)
  return { id: Number((known ?? insertPerson.get(fullName))?.['id']), fullName }
},
//#end
