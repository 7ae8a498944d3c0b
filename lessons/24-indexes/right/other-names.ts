// Writes names in capitals, and has an index whose name isn't a single word.
//#replace
'id, email, status, product, placed_at as placedAt'
//#with
'id as id, email as email, status as status, product as product, placed_at as placedAt'
//#end
//#replace
  create table if not exists orders (
    id integer primary key,
    email text not null check (email = lower(email)),
    status text not null,
    product text not null check (product = upper(product)),
    placed_at integer not null
  ) strict`)
//#with
  CREATE TABLE IF NOT EXISTS Orders (
    ID INTEGER PRIMARY KEY,
    EMAIL TEXT NOT NULL CHECK (EMAIL = lower(EMAIL)),
    STATUS TEXT NOT NULL,
    PRODUCT TEXT NOT NULL CHECK (PRODUCT = upper(PRODUCT)),
    PLACED_AT INTEGER NOT NULL
  ) STRICT`)
//#end
//#replace
create index if not exists orders_by_status
//#with
create index if not exists "orders by status"
//#end
