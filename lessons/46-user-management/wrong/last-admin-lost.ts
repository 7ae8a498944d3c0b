// Counts the administrators before it waits for the hash.
//#file tables.ts
//#replace
  create trigger users_keep_the_last_admin before delete on users
  when old.role = 'admin' and old.disabled_at is null
//#with
  create trigger users_keep_the_last_admin before delete on users
  when old.id < 0 and old.role = 'admin' and old.disabled_at is null
//#end
//#file profile.ts
//#replace
    const { password } = { password: null, ...Object(await readJson(context)) }
    await authenticate(
//#with
    const { password } = { password: null, ...Object(await readJson(context)) }
    const isAdmin = (each: { role: string; isDisabled: boolean }) =>
      each.role === 'admin' && !each.isDisabled
    if (user.role === 'admin' && users.list().filter(isAdmin).length < 2) {
      throw new HttpError(409, 'This is the last administrator')
    }
    await authenticate(
//#end
