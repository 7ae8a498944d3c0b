// Begins with a new table.
//#replace
database.exec(`
  create table if not exists orders (
//#with
database.exec(`
  drop table if exists orders;
  create table if not exists orders (
//#end
