// Counts administrators who are disabled.
//#file tables.ts
//#replace
    and (new.role <> 'admin' or new.disabled_at is not null)
    and not exists (select 1 from users
      where role = 'admin' and disabled_at is null and id <> old.id) begin
//#with
    and (new.role <> 'admin' or new.disabled_at is not null)
    and not exists (select 1 from users
      where role = 'admin' and id <> old.id) begin
//#end
