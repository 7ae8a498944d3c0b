// Leaves it to the foreign key.
//#replace
if (assigneeId !== null && findPerson.get(assigneeId) === undefined) return undefined
//#with
//#end
