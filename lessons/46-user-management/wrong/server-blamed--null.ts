// Reads a member of whatever JSON comes.
//#file profile.ts
//#replace
  const { name } = { name: null, ...Object(value) }
//#with
  const { name } = value as { name: unknown }
//#end
