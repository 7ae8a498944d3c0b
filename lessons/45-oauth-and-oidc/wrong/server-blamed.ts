// Lets the database refuse the second account with an address.
//#file users.ts
//#replace
    on conflict (email) do nothing returning
//#with
    returning
//#end
