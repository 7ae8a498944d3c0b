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
  `create table one_time_tokens (
    token_hash text primary key,
    purpose text not null,
    user integer not null references users (id) on delete cascade,
    expires_at integer not null
  ) strict;
  create index one_time_tokens_by_user on one_time_tokens (user, purpose);
  create index one_time_tokens_by_expiry on one_time_tokens (expires_at);
  alter table users add column confirmed_at integer`,
  // The secret can't be hashed: each code is computed from it. Codes go with their factor.
  `create table second_factors (
    user integer primary key references users (id) on delete cascade,
    secret text not null,
    enabled_at integer,
    last_step integer not null default 0
  ) strict;
  create table recovery_codes (
    user integer not null references second_factors (user) on delete cascade,
    code_hash text not null,
    primary key (user, code_hash)
  ) strict, without rowid`,
  `create table provider_accounts (
    issuer text not null, subject text not null,
    user integer not null references users (id) on delete cascade,
    primary key (issuer, subject)
  ) strict, without rowid;
  create table provider_sign_ins (
    state_hash text primary key, browser text not null,
    nonce text not null, verifier text not null, expires_at integer not null
  ) strict;
  create table oauth_clients (
    id text primary key, name text not null,
    redirect_uris text not null, created_at integer not null
  ) strict;
  create table oauth_codes (
    code_hash text primary key,
    client text not null references oauth_clients (id) on delete cascade,
    redirect_uri text not null, challenge text not null,
    user integer not null references users (id) on delete cascade,
    expires_at integer not null, family integer
  ) strict`,
  // Rows of the audit trail refer to nobody: they outlive the account that they name.
  `alter table users add column name text not null default '';
  create table audit_events (
    id integer primary key,
    at integer not null, actor integer,
    action text not null, user integer
  ) strict;
  create index audit_events_by_user on audit_events (user, id);
  create trigger audit_events_stay before update on audit_events begin
    select raise(abort, 'audit events stay as they are');
  end;
  create trigger audit_events_remain before delete on audit_events begin
    select raise(abort, 'audit events remain');
  end;
  create trigger audit_events_begin before insert on audit_events
  when exists (select 1 from audit_events where id = new.id) begin
    select raise(abort, 'audit events are not replaced');
  end`,
  // Whatever statement it is, and from whatever copy of the program: somebody stays in charge.
  `create trigger users_keep_an_admin before update of role, disabled_at on users
  when old.role = 'admin' and old.disabled_at is null
    and (new.role <> 'admin' or new.disabled_at is not null)
    and not exists (select 1 from users
      where role = 'admin' and disabled_at is null and id <> old.id) begin
    select raise(abort, 'last administrator');
  end;
  create trigger users_keep_the_last_admin before delete on users
  when old.role = 'admin' and old.disabled_at is null
    and not exists (select 1 from users
      where role = 'admin' and disabled_at is null and id <> old.id) begin
    select raise(abort, 'last administrator');
  end`,
]
