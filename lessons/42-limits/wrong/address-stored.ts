// Remembers known clients by their IP address.
//#file attempts.ts
//#replace
      insert.run(user, hashToken(client))
//#with
      insert.run(user, client)
//#end
//#replace
select.get(user, hashToken(client))
//#with
select.get(user, client)
//#end
