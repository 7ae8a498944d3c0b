// Stores the new password when the address is in the table.
//#file users.ts
//#replace
    on conflict (email) do nothing returning
//#with
    on conflict (email) do update set password_hash = excluded.password_hash returning
//#end
