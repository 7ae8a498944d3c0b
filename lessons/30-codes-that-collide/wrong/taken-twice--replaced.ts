// Replaces the link that has the name.
//#file store.ts
//#replace
insert into links (slug, target, created_at) values (?, ?, ?)
on conflict (slug) do nothing returning slug, target`)
//#with
insert or replace into links (slug, target, created_at) values (?, ?, ?)
returning slug, target`)
//#end
