// Reads members of whatever JSON comes.
//#file adminRoutes.ts
//#replace
  const { role, isDisabled } = { role: null, isDisabled: null, ...Object(value) }
//#with
  const { role = null, isDisabled = null } = value as Partial<UserChanges>
//#end
