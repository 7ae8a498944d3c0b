// Stores seconds.
//#file users.ts
//#replace
      const row = insert.get(email, passwordHash, Date.now())
//#with
      const row = insert.get(email, passwordHash, Math.floor(Date.now() / 1_000))
//#end
