// Takes a role in any case.
//#file adminRoutes.ts
//#replace
  const { role, isDisabled } = { role: null, isDisabled: null, ...Object(value) }
//#with
  const fields = { role: null, isDisabled: null, ...Object(value) }
  const { isDisabled } = fields
  const role = typeof fields.role === 'string' ? fields.role.toLowerCase() : fields.role
//#end
