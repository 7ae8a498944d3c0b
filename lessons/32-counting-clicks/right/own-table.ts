// Has a table of its own, which came before the links.
//#file tables.ts
//#replace
export const steps: readonly string[] = [
//#with
export const steps: readonly string[] = [
  'create table settings (name text primary key, value text not null) strict',
//#end
