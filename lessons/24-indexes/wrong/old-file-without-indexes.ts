// Only a new table gets indexes.
//#replace
database.exec(`
  create table if not exists orders (
//#with
const isNew = database.prepare('select 1 from sqlite_master').get() === undefined
database.exec(`
  create table if not exists orders (
//#end
//#replace
database.exec(`
  create index if not exists orders_by_customer on orders (email, placed_at);
//#with
if (isNew) database.exec(`
  create index if not exists orders_by_customer on orders (email, placed_at);
//#end
