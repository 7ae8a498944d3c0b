// Leaves out who is disabled.
//#file users.ts
//#replace
return { ...toUser(row), isDisabled: row['disabled_at'] !== null }
//#with
return toUser(row)
//#end
