// Keeps the links of a deleted user, as links of nobody.
//#file tables.ts
//#replace
  `alter table links add column user integer references users (id) on delete cascade;
//#with
  `alter table links add column user integer references users (id) on delete set null;
//#end
