// Looks first whether the address is free, and inserts later.
//#file tables.ts
//#replace
    email text not null unique,
//#with
    email text not null,
//#end
//#file users.ts
//#replace
    on conflict (email) do nothing returning
//#with
    returning
//#end
//#file credentials.ts
//#replace
  const user = users.add(
//#with
  const isFree = users.findByEmail(email) === undefined
  const user = isFree && users.add(
//#end
//#replace
  if (user !== undefined) return user
//#with
  if (user) return user
//#end
