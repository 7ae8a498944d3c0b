// Has a default, and no constraint.
//#file tables.ts
//#replace
robots integer not null default 0
//#with
robots integer default 0
//#end
