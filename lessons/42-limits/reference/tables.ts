// The tables, in numbered steps. A step that has run somewhere never changes: what comes later is a
// new step at the end. Times are whole milliseconds since 1970.

export const steps: readonly string[] = [
  `create table links (
    id integer primary key,
    slug text not null unique,
    target text not null,
    created_at integer not null
  ) strict`,
  // Totals, so that nobody has to count visits. Nothing about a visitor is stored.
  `alter table links add column clicks integer not null default 0;
  alter table links add column robots integer not null default 0;
  alter table links add column visit_limit integer`,
  // The owner is the SHA-256 of a cookie: a stolen copy of this file gives nobody the cookie.
  `alter table links add column note text not null default '';
  alter table links add column owner text;
  create index links_by_owner on links (owner, id)`,
  // An id is never given out twice, so that nothing of a deleted user can belong to a new one.
  `create table users (
    id integer primary key autoincrement,
    email text not null unique,
    password_hash text not null,
    created_at integer not null
  ) strict`,
  `create table sessions (
    id integer primary key autoincrement,
    token_hash text not null unique,
    user integer not null references users (id) on delete cascade,
    agent text not null,
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null
  ) strict;
  create index sessions_by_user on sessions (user)`,
  // Of a signed-in user; a link of a browser without an account has an owner instead.
  `alter table links add column user integer references users (id) on delete cascade;
  create index links_by_user on links (user, id)`,
  `create table api_keys (
    id integer primary key autoincrement,
    user integer not null references users (id) on delete cascade,
    name text not null,
    key_hash text not null unique,
    scopes text not null,
    created_at integer not null,
    expires_at integer
  ) strict;
  create index api_keys_by_user on api_keys (user)`,
  // All tokens of a family go with it. Used ones stay as long, so that a second use is seen.
  `create table token_families (
    id integer primary key autoincrement,
    user integer not null references users (id) on delete cascade,
    created_at integer not null,
    expires_at integer not null
  ) strict;
  create index token_families_by_user on token_families (user);
  create table refresh_tokens (
    token_hash text primary key,
    family integer not null references token_families (id) on delete cascade,
    used_at integer
  ) strict;
  create index refresh_tokens_by_family on refresh_tokens (family)`,
  `alter table users add column role text not null default 'user' check (role in ('user', 'admin'));
  alter table users add column disabled_at integer`,
  `create table buckets (
    key text primary key,
    tokens real not null,
    updated_at integer not null
  ) strict;
  create index buckets_by_time on buckets (updated_at);
  create table known_clients (
    user integer not null references users (id) on delete cascade,
    client text not null,
    primary key (user, client)
  ) strict, without rowid`,
]
