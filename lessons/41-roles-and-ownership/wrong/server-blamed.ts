// Leaves it to the table to refuse a role.
//#file adminRoutes.ts
//#replace
  if (role !== null && !roles.includes(role)) {
    throw new HttpError(422, `A role is one of ${roles.join(', ')}`)
  }
//#with

//#end
