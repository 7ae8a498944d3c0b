-- The whole database, in numbered steps. A step that has shipped is never edited: what is needed
-- later is a new step at the end. Each one runs once, in a transaction of its own.
-- Times are whole milliseconds since 1970 (UTC) in columns named _at; hours and days are counted
-- from 1970 as well. STRICT makes SQLite refuse text in a number's place.

-- step 1: links
-- Lesson: create-and-redirect (core)

-- Who may change a link: the bearer of a random token. Only its SHA-256 is stored.
create table owners (
  id integer primary key,
  token_hash blob not null unique check (length(token_hash) = 32),
  created_at integer not null
) strict;

create table links (
  -- Never given out twice: visits outlive their link for a moment.
  id integer primary key autoincrement,
  slug text not null unique check (slug = lower(slug) and length(slug) between 3 and 50),
  owner integer not null references owners (id),
  target text not null check (length(target) between 8 and 2048),
  note text not null default '' check (length(note) <= 500),
  created_at integer not null,
  updated_at integer not null,
  expires_at integer,
  visit_limit integer check (visit_limit >= 1),
  password_hash text,
  redirect_status integer not null default 302 check (redirect_status in (302, 307)),
  forward_query integer not null default 0 check (forward_query in (0, 1)),
  disabled_reason text,
  -- Goes up by one with each change, for If-Match. Clicks do not count as changes.
  version integer not null default 1,
  people integer not null default 0,
  bots integer not null default 0,
  -- The promise of a visit limit, kept by the schema itself.
  check (visit_limit is null or people <= visit_limit)
) strict;

create index links_by_owner on links (owner, created_at, id);

-- A slug that was given out once leads to its first owner's links or nowhere: nobody else can take
-- over what is printed on a poster.
create table retired_slugs (
  slug text primary key,
  owner integer not null
) strict, without rowid;

create trigger links_retire after delete on links begin
  insert or replace into retired_slugs (slug, owner) values (old.slug, old.owner);
end;

create trigger links_stay_retired before insert on links
when exists (select 1 from retired_slugs where slug = new.slug and owner <> new.owner) begin
  select raise(abort, 'retired slug');
end;

-- step 2: visits
-- Lesson: counting-clicks (core)

-- One row for each answered redirect, kept for 90 days. No address is stored: `visitor` is an HMAC
-- with a salt that is thrown away every day. There is no index by link, and so no foreign key: it
-- would cost each click one more page of the disk. Visits of a deleted link are deleted within the
-- hour, in one pass for all that were deleted.
create table visits (
  id integer primary key,
  link integer not null,
  at integer not null,
  is_person integer not null check (is_person in (0, 1)),
  referrer text not null,
  browser text not null,
  device text not null,
  visitor blob not null
) strict;

create table deleted_links (
  link integer primary key
) strict;

create trigger links_deleted after delete on links begin
  insert into deleted_links (link) values (old.id);
end;

-- Totals, kept forever. The trigger below fills them, so they always agree with the visits.
create table link_hours (
  link integer not null references links (id) on delete cascade,
  hour integer not null,
  people integer not null,
  bots integer not null,
  primary key (link, hour)
) strict, without rowid;

create table link_sources (
  link integer not null references links (id) on delete cascade,
  kind text not null check (kind in ('referrer', 'browser', 'device')),
  name text not null,
  visits integer not null,
  primary key (link, kind, name)
) strict, without rowid;

create table link_days (
  link integer not null references links (id) on delete cascade,
  day integer not null,
  visitors integer not null,
  primary key (link, day)
) strict, without rowid;

-- Who was here today: emptied when the day is over, link_days keeps the number.
create table visitors_today (
  link integer not null references links (id) on delete cascade,
  day integer not null,
  visitor blob not null,
  primary key (link, day, visitor)
) strict, without rowid;

create table visitor_salts (
  day integer primary key,
  salt blob not null check (length(salt) = 32)
) strict;

create trigger visits_counted after insert on visits begin
  update links set people = people + new.is_person, bots = bots + 1 - new.is_person
  where id = new.link;
  insert into link_hours (link, hour, people, bots)
  values (new.link, new.at / 3600000, new.is_person, 1 - new.is_person)
  on conflict do update set people = people + excluded.people, bots = bots + excluded.bots;
end;

-- Only people have sources and count as visitors. A stranger can send any referrer: beyond 200
-- different names of a link, new ones are counted together.
create trigger visits_sourced after insert on visits when new.is_person = 1 begin
  insert into link_sources (link, kind, name, visits) values
    (new.link, 'referrer', iif(
      exists (select 1 from link_sources
        where link = new.link and kind = 'referrer' and name = new.referrer)
      or (select count(*) from link_sources where link = new.link and kind = 'referrer') < 200,
      new.referrer, 'other'), 1),
    (new.link, 'browser', new.browser, 1),
    (new.link, 'device', new.device, 1)
  on conflict do update set visits = visits + 1;
  insert or ignore into visitors_today (link, day, visitor)
  values (new.link, new.at / 86400000, new.visitor);
end;

create trigger visitors_counted after insert on visitors_today begin
  insert into link_days (link, day, visitors) values (new.link, new.day, 1)
  on conflict do update set visitors = visitors + 1;
end;

-- step 3: limits and reports
-- Lesson: limits (core)

-- One row for each counted event of a limit ("10 links an hour for each address"), until it is too
-- old to matter. `key` is an HMAC where it stands for a person.
create table limit_events (
  key text not null,
  at integer not null,
  id integer not null,
  primary key (key, at, id)
) strict, without rowid;

create index limit_events_by_time on limit_events (at);

create table reports (
  id integer primary key,
  link integer not null references links (id) on delete cascade,
  reason text not null check (reason in ('spam', 'phishing', 'malware', 'illegal', 'other')),
  details text not null check (length(details) <= 1000),
  created_at integer not null
) strict;

create index reports_by_link on reports (link);

-- step 4: accounts
-- Lesson: user-management (core)

create table users (
  -- Never given out twice: the audit trail names people by it.
  id integer primary key autoincrement,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null default '' check (length(name) <= 100),
  -- Null for somebody who signs in with another provider only.
  password_hash text,
  -- Goes up with each new password: a sign-in with the old one that is still under way comes too
  -- late.
  password_version integer not null default 1,
  role text not null default 'user' check (role in ('user', 'admin')),
  created_at integer not null,
  updated_at integer not null,
  disabled_at integer,
  -- The second factor: its secret, when it was switched on, and the last time step that was used,
  -- because a code counts once.
  totp_secret text check (length(totp_secret) between 16 and 64),
  totp_since integer,
  totp_last_step integer not null default 0,
  version integer not null default 1,
  check (totp_since is null or totp_secret is not null)
) strict;

-- Somebody must be able to administer the server, once somebody is.
create trigger users_keep_an_admin before update of role, disabled_at on users
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
end;

create index users_by_creation on users (created_at, id);

create table recovery_codes (
  user integer not null references users (id) on delete cascade,
  code_hash blob not null check (length(code_hash) = 32),
  primary key (user, code_hash)
) strict, without rowid;

-- Who asked for an account and has not confirmed the address yet. The account is made when they do,
-- so nobody can hold an address that is not theirs.
create table signups (
  token_hash blob primary key check (length(token_hash) = 32),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) <= 100),
  password_hash text not null,
  created_at integer not null,
  expires_at integer not null
) strict, without rowid;

create index signups_by_expiry on signups (expires_at);

create table sessions (
  id integer primary key autoincrement,
  -- As with every token here, only the SHA-256 is stored: a stolen copy of the database signs in
  -- nobody.
  token_hash blob not null unique check (length(token_hash) = 32),
  user integer not null references users (id) on delete cascade,
  agent text not null check (length(agent) <= 100),
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null,
  -- When the password was last given: dangerous acts ask for it again.
  authenticated_at integer not null
) strict;

create index sessions_by_user on sessions (user);
create index sessions_by_expiry on sessions (expires_at);

-- What is sent by mail or carried through a second step, and works once.
create table one_time_tokens (
  token_hash blob primary key check (length(token_hash) = 32),
  purpose text not null check (purpose in ('reset-password', 'change-email', 'second-factor')),
  user integer not null references users (id) on delete cascade,
  -- The new address, for change-email.
  email text,
  expires_at integer not null
) strict, without rowid;

create index one_time_tokens_by_user on one_time_tokens (user, purpose);
create index one_time_tokens_by_expiry on one_time_tokens (expires_at);

-- Programs that stay signed in. A family is one sign-in; each of its refresh tokens is used once
-- and names its successor, so that a second use is seen and ends the family.
create table token_families (
  id integer primary key autoincrement,
  user integer not null references users (id) on delete cascade,
  scopes text not null,
  agent text not null check (length(agent) <= 100),
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null
) strict;

create index token_families_by_user on token_families (user);
create index token_families_by_expiry on token_families (expires_at);

create table refresh_tokens (
  token_hash blob primary key check (length(token_hash) = 32),
  family integer not null references token_families (id) on delete cascade,
  successor blob check (length(successor) = 32)
) strict, without rowid;

create index refresh_tokens_by_family on refresh_tokens (family);

create table api_keys (
  id integer primary key autoincrement,
  user integer not null references users (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  key_hash blob not null unique check (length(key_hash) = 32),
  -- The last four characters, so that its owner recognises it.
  ending text not null check (length(ending) = 4),
  scopes text not null,
  created_at integer not null,
  expires_at integer,
  used_at integer
) strict;

create index api_keys_by_user on api_keys (user);

-- Failed sign-ins of an account, known or not: `account` is an HMAC of the address.
create table sign_in_failures (
  account text primary key,
  failures integer not null,
  next_at integer not null,
  last_at integer not null
) strict, without rowid;

create index sign_in_failures_by_time on sign_in_failures (last_at);

-- What happened, kept forever. The ids aren't references: a line outlives the account it names.
create table audit_events (
  id integer primary key,
  at integer not null,
  request_id text not null,
  -- The user who acted; null for a stranger or a command.
  actor integer,
  action text not null,
  -- What it was done to, such as `user 7` or `link summer`.
  target text not null,
  details text not null default '{}' check (json_valid(details))
) strict;

create index audit_events_by_actor on audit_events (actor, id);
create index audit_events_by_target on audit_events (target, id);
-- With the time, so that the events of a day are counted without the table.
create index audit_events_by_action on audit_events (action, id, at);

create trigger audit_events_stay before update on audit_events begin
  select raise(abort, 'audit events stay as they are');
end;

create trigger audit_events_remain before delete on audit_events begin
  select raise(abort, 'audit events remain');
end;

-- Mails to be sent. A delivered one is deleted, because it may hold a key to an account.
create table mails (
  id integer primary key,
  recipient text not null check (length(recipient) between 3 and 254),
  subject text not null check (length(subject) <= 200),
  body text not null,
  created_at integer not null,
  -- When to try next. A process that takes a mail moves this on first, so that no other sends it.
  -- Null: never, it failed for good. Its body is emptied then, as it may hold a key to an account.
  due_at integer,
  attempts integer not null default 0,
  last_error text
) strict;

create index mails_by_due on mails (due_at);

-- A user's links: every account has one owner, and nobody bears its token.
alter table owners add column user integer references users (id) on delete set null;

create unique index owners_by_user on owners (user) where user is not null;

-- Switched off by an administrator: its owner cannot switch it on again.
alter table links add column is_blocked integer not null default 0 check (is_blocked in (0, 1));

create trigger links_stay_blocked before update of disabled_reason on links
when old.is_blocked = 1 and new.is_blocked = 1
  and new.disabled_reason is not old.disabled_reason begin
  select raise(abort, 'blocked link');
end;

alter table reports add column handled_at integer;

create index reports_open on reports (created_at) where handled_at is null;
create index links_blocked on links (updated_at) where is_blocked = 1;

-- A slug is kept for its first owner, who could otherwise delete a link that an administrator
-- switched off and create it again. Such a slug is kept for nobody: no owner has the id 0.
drop trigger links_retire;

create trigger links_retire_or_ban after delete on links begin
  insert or replace into retired_slugs (slug, owner)
  values (old.slug, iif(old.is_blocked = 1, 0, old.owner));
end;

-- Numbers of the whole service, so that nobody has to count. In step by construction, as above.
create table totals (
  name text primary key check (name in ('users', 'links')),
  number integer not null
) strict, without rowid;

insert into totals (name, number) values
  ('users', (select count(*) from users)), ('links', (select count(*) from links));

create trigger users_added after insert on users begin
  update totals set number = number + 1 where name = 'users';
end;

create trigger users_removed after delete on users begin
  update totals set number = number - 1 where name = 'users';
end;

create trigger links_added after insert on links begin
  update totals set number = number + 1 where name = 'links';
end;

create trigger links_removed after delete on links begin
  update totals set number = number - 1 where name = 'links';
end;

-- Clicks of all links. Those of a deleted link still happened.
create table click_days (
  day integer primary key,
  people integer not null,
  bots integer not null
) strict;

insert into click_days (day, people, bots)
select hour / 24, sum(people), sum(bots) from link_hours group by hour / 24;

create trigger visits_added after insert on visits begin
  insert into click_days (day, people, bots)
  values (new.at / 86400000, new.is_person, 1 - new.is_person)
  on conflict do update set people = people + excluded.people, bots = bots + excluded.bots;
end;

-- step 5: oauth
-- Lesson: oauth-and-oidc (tour)

-- Applications that let people sign in with their account here.
create table oauth_clients (
  id text primary key check (length(id) between 10 and 60),
  -- Who registered it.
  owner integer not null references users (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  -- Null for a public one: a program on somebody's machine cannot keep a secret.
  secret_hash blob check (length(secret_hash) = 32),
  -- One address in each line.
  redirect_uris text not null check (length(redirect_uris) between 1 and 5100),
  created_at integer not null
) strict, without rowid;

create index oauth_clients_by_owner on oauth_clients (owner);

-- What a user has allowed an application to see.
create table oauth_consents (
  user integer not null references users (id) on delete cascade,
  client text not null references oauth_clients (id) on delete cascade,
  scopes text not null,
  created_at integer not null,
  primary key (user, client)
) strict, without rowid;

create index oauth_consents_by_client on oauth_consents (client);

-- A code is the first token of its family: its successor is the first refresh token, so a second
-- use is seen in the same way. Codes that were used are kept for a while, to see it.
create table oauth_codes (
  code_hash blob primary key check (length(code_hash) = 32),
  client text not null references oauth_clients (id) on delete cascade,
  user integer not null references users (id) on delete cascade,
  -- Null once the session has ended: the code is no longer valid then.
  session integer references sessions (id) on delete set null,
  redirect_uri text not null,
  challenge text not null check (length(challenge) = 43),
  scopes text not null,
  nonce text check (length(nonce) <= 500),
  authenticated_at integer not null,
  expires_at integer not null,
  successor blob unique check (length(successor) = 32)
) strict, without rowid;

create index oauth_codes_by_expiry on oauth_codes (expires_at);
create index oauth_codes_by_client on oauth_codes (client);
create index oauth_codes_by_user on oauth_codes (user, client);
create index oauth_codes_by_session on oauth_codes (session);

-- Null for a sign-in with the user's own password.
alter table token_families add column client text references oauth_clients (id) on delete cascade;

create index token_families_by_client on token_families (client, user) where client is not null;

-- The keys of ID tokens; the youngest signs. The private half is encrypted.
create table signing_keys (
  kid text primary key,
  public_key text not null check (json_valid(public_key)),
  private_key blob not null,
  created_at integer not null
) strict, without rowid;

-- Accounts with another provider that sign in here.
create table provider_accounts (
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  user integer not null references users (id) on delete cascade,
  email text not null check (length(email) <= 254),
  created_at integer not null,
  primary key (issuer, subject)
) strict, without rowid;

create unique index provider_accounts_by_user on provider_accounts (user, issuer);

-- step 6: write probes
-- Lesson: deploying (tour)

-- `/readyz` stores a row here and deletes it again, to learn whether the server can store anything.
create table write_probes (
  id integer primary key check (id = 1),
  content blob not null
) strict;

-- step 7: invitations
-- Lesson: user-management (tour)

-- Who may sign up although sign-up isn't open to everybody (SIGN_UP=invite). The token goes to the
-- email address and only its SHA-256 is stored. It's used up when the account is made; a new
-- invitation of the same address replaces it.
create table invitations (
  id integer primary key autoincrement,
  token_hash blob not null unique check (length(token_hash) = 32),
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  -- The administrator; null once that account is deleted.
  invited_by integer references users (id) on delete set null,
  created_at integer not null,
  expires_at integer not null
) strict;

create index invitations_by_expiry on invitations (expires_at);
create index invitations_by_inviter on invitations (invited_by) where invited_by is not null;

-- Whose account an email is about: when the account is deleted, its emails are, whatever address
-- they went to. Null for somebody who has no account yet.
alter table mails add column user integer;

-- An administrator who became a user kept keys with the scope `admin`, which would have worked
-- again after a later promotion. From this step on, a change of role takes the scope away.
delete from api_keys where scopes = 'admin'
  and user in (select id from users where role <> 'admin');

update api_keys set scopes = trim(replace(' ' || scopes || ' ', ' admin ', ' '))
where ' ' || scopes || ' ' like '% admin %'
  and user in (select id from users where role <> 'admin');

-- step 8: growth
-- Lesson: pages-filters-sorting (core)

-- A list in the order of creation is one by id: ids only go up, also when the clock is set back.
drop index links_by_owner;
create index links_of_owner on links (owner);
create index links_of_owner_by_slug on links (owner, slug);

-- Ids count the links that were ever made, so making one needn't change a counter as well: `totals`
-- has minus the number of those that are gone.
drop trigger links_added;

update totals set number = number - coalesce(
  (select seq from sqlite_sequence where name = 'links'), 0)
where name = 'links';

create index retired_slugs_by_owner on retired_slugs (owner);
create index signups_by_email on signups (email);
create index sessions_by_last_use on sessions (seen_at);
create index mails_failed on mails (created_at) where due_at is null;
create index mails_by_user on mails (user) where user is not null;
create index mails_by_recipient on mails (recipient);

-- Few are administrators or disabled: their lists don't read all the others.
create index users_admins on users (created_at, id) where role = 'admin';
create index users_disabled on users (created_at, id) where disabled_at is not null;
create index users_admins_by_email on users (email) where role = 'admin';
create index users_disabled_by_email on users (email) where disabled_at is not null;

-- Finds users by parts of their email address or name (sqlite.org/fts5.html, trigram tokenizer).
create virtual table user_search using fts5(
  email, name, content = 'users', content_rowid = 'id', tokenize = 'trigram'
);

insert into user_search (user_search) values ('rebuild');

create trigger users_searchable after insert on users begin
  insert into user_search (rowid, email, name) values (new.id, new.email, new.name);
end;

create trigger users_searchable_anew after update of email, name on users begin
  insert into user_search (user_search, rowid, email, name)
  values ('delete', old.id, old.email, old.name);
  insert into user_search (rowid, email, name) values (new.id, new.email, new.name);
end;

create trigger users_unsearchable after delete on users begin
  insert into user_search (user_search, rowid, email, name)
  values ('delete', old.id, old.email, old.name);
end;

-- Finds the links of a long list by parts of their text. The program fills it, because SQLite can't
-- decode a target; each token begins with the owner, so a search reads nothing of other owners.
-- What it finds is only a candidate: the text of the link decides.
create virtual table link_search using fts5(
  grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- Segments are merged by the program, a few pages at a time, and never inside somebody's write.
insert into link_search (link_search, rank) values ('automerge', 0);
insert into link_search (link_search, rank) values ('crisismerge', 1999);

-- Owners with long lists: their links up to this id are in link_search. Others have no row.
create table search_progress (
  owner integer primary key references owners (id) on delete cascade,
  indexed_to integer not null
) strict;

create trigger links_unsearchable after delete on links
when exists (select 1 from search_progress where owner = old.owner) begin
  delete from link_search where rowid = old.id;
end;

create trigger links_unsearchable_there after update of owner on links
when exists (select 1 from search_progress where owner = old.owner) begin
  delete from link_search where rowid = old.id;
end;

-- Links that go from a browser's owner to an account, a few at a time.
create table owner_moves (
  source integer primary key references owners (id) on delete cascade,
  target integer not null references owners (id) on delete cascade
) strict;

create index owner_moves_by_target on owner_moves (target);

-- Owners whose account was deleted: their links lead nowhere from then on, and are deleted a few at
-- a time.
create table leaving_owners (
  owner integer primary key references owners (id) on delete cascade
) strict;

-- Links with visits only: visits are all that remains of a deleted link. `pass` is the pass over
-- all visits that began after the link was deleted, and ends with this row.
alter table deleted_links add column pass integer;

drop trigger links_deleted;

create trigger links_deleted_with_visits after delete on links
when old.people + old.bots > 0 begin
  insert into deleted_links (link) values (old.id);
end;

-- The same table by day first: yesterday's rows are next to each other, and deleted a few at a
-- time.
drop trigger visits_sourced;

create table visitors_by_day (
  day integer not null,
  link integer not null,
  visitor blob not null,
  primary key (day, link, visitor)
) strict, without rowid;

insert into visitors_by_day (day, link, visitor) select day, link, visitor from visitors_today;

drop table visitors_today;
alter table visitors_by_day rename to visitors_today;

create trigger visits_with_sources after insert on visits when new.is_person = 1 begin
  insert into link_sources (link, kind, name, visits) values
    (new.link, 'referrer', iif(
      exists (select 1 from link_sources
        where link = new.link and kind = 'referrer' and name = new.referrer)
      or (select count(*) from link_sources where link = new.link and kind = 'referrer') < 200,
      new.referrer, 'other'), 1),
    (new.link, 'browser', new.browser, 1),
    (new.link, 'device', new.device, 1)
  on conflict do update set visits = visits + 1;
  insert or ignore into visitors_today (link, day, visitor)
  values (new.link, new.at / 86400000, new.visitor);
end;

create trigger visitors_counted_by_day after insert on visitors_today begin
  insert into link_days (link, day, visitors) values (new.link, new.day, 1)
  on conflict do update set visitors = visitors + 1;
end;

-- A day with visitors has a salt. There are two of them at most, before the clean-up.
create trigger links_unvisited after delete on links when old.people > 0 begin
  delete from visitors_today
  where day in (select day from visitor_salts) and link = old.id;
end;

-- step 9: nothing is replaced
-- Lesson: roles-and-ownership (tour)

-- `insert or replace` removes the row that is in its way, and delete triggers run for it only on a
-- connection with `recursive_triggers` (sqlite.org/lang_conflict.html). Ours have it; another
-- program's need not, and these rules hold there as well.
create trigger audit_events_keep_their_place before insert on audit_events
when exists (select 1 from audit_events where id = new.id) begin
  select raise(abort, 'audit events stay as they are');
end;

-- The owner of a link that an administrator switched off mustn't replace it either.
create trigger links_keep_their_owner before insert on links
when exists (select 1 from links
  where slug = new.slug and (owner <> new.owner or is_blocked = 1)) begin
  select raise(abort, 'retired slug');
end;

create trigger links_keep_their_slug before update of slug on links
when exists (
  select 1 from links where slug = new.slug and id <> old.id
  union all
  select 1 from retired_slugs where slug = new.slug and owner <> new.owner) begin
  select raise(abort, 'retired slug');
end;

-- step 10: one secret
-- Lesson: deploying (tour)

-- Servers that share this database must have the same secret: with another one, a server would
-- refuse the others' tokens and count each client separately. The first server stores a fingerprint
-- of its secret here, from which nobody can compute the secret, and the others compare theirs.
create table secret_fingerprint (
  id integer primary key check (id = 1),
  fingerprint blob not null check (length(fingerprint) = 32)
) strict;

-- step 11: the last administrator is not replaced
-- Lesson: roles-and-ownership (tour)

-- `insert or replace` mustn't remove the last administrator, and a plain insert of a taken address
-- still has to fail because of the address. A trigger can't see which of the two it runs for. But
-- `or replace` also applies to the statements inside a trigger, whatever they say themselves
-- (sqlite.org/lang_createtrigger.html). So the `insert or ignore` of these triggers does nothing
-- in a plain insert, and in an `or replace` it replaces the row below, which is refused.
create table replace_probes (
  id integer primary key check (id = 1)
) strict;

insert into replace_probes (id) values (1);

create trigger replace_probes_replaced after insert on replace_probes begin
  select raise(abort, 'last administrator');
end;

create trigger users_keep_the_last_admin_in_place before insert on users
when (new.role <> 'admin' or new.disabled_at is not null)
  and exists (select 1 from users where role = 'admin' and disabled_at is null
    and (id = new.id or email = new.email))
  and not exists (select 1 from users where role = 'admin' and disabled_at is null
    and id <> new.id and email <> new.email) begin
  insert or ignore into replace_probes (id) values (1);
end;

create trigger users_keep_the_last_admin_apart before update of id, email on users
when (new.role <> 'admin' or new.disabled_at is not null)
  and exists (select 1 from users where role = 'admin' and disabled_at is null
    and id <> old.id and (id = new.id or email = new.email))
  and not exists (select 1 from users where role = 'admin' and disabled_at is null
    and id <> old.id and id <> new.id and email <> new.email) begin
  insert or ignore into replace_probes (id) values (1);
end;

-- step 12: imports
-- Lesson: jobs-and-queues (tour)

-- What another service had counted before a link moved here. Visit limits don't count it.
alter table links add column imported_clicks integer not null default 0
  check (imported_clicks between 0 and 1000000000000);

-- A large import is a job: its rows are stored first, then made into links a few at a time, so that
-- a server that was killed goes on where it was. A process that works on one holds its lease.
create table imports (
  -- Never given out twice: nobody gets to see the next one under an old address.
  id integer primary key autoincrement,
  owner integer not null references owners (id) on delete cascade,
  state text not null check (state in ('reading', 'checked', 'running', 'done', 'cancelled')),
  -- Where the links come from, such as `Kutt`, and what of it isn't imported.
  service text not null default '' check (length(service) <= 20),
  skipped text not null default '[]' check (json_valid(skipped)),
  total integer not null default 0,
  made integer not null default 0,
  failed integer not null default 0,
  created_at integer not null,
  finished_at integer,
  lease blob check (length(lease) = 16),
  lease_until integer not null default 0
) strict;

create index imports_by_owner on imports (owner, id);
create index imports_by_end on imports (finished_at) where finished_at is not null;
create unique index imports_active on imports (owner)
  where state in ('reading', 'checked', 'running');
create index imports_running on imports (lease_until) where state = 'running';

-- What is still to be made into links, the oldest link first: a list shows them in the order of
-- their ids. `row` is where a link was in its file; one row can give several links. No slug is there
-- twice: an index for that would have each row write a page of its own.
create table import_rows (
  import integer not null references imports (id) on delete cascade,
  created_at integer not null,
  row integer not null,
  slug text not null,
  target text not null,
  note text not null,
  expires_at integer,
  visit_limit integer,
  redirect_status integer not null,
  forward_query integer not null,
  disabled_reason text,
  imported_clicks integer not null,
  primary key (import, created_at, row, slug)
) strict, without rowid;

-- Rows that can't become a link, and why.
create table import_problems (
  id integer primary key,
  import integer not null references imports (id) on delete cascade,
  row integer not null,
  slug text not null check (length(slug) <= 100),
  errors text not null check (json_valid(errors))
) strict;

create index import_problems_by_import on import_problems (import, id);

-- step 13: wide search, rewritten names
-- Lesson: jobs-and-queues (tour)

-- Slugs in an import that a spreadsheet would change, such as `007`.
alter table imports add column rewritten text not null default '[]' check (json_valid(rewritten));

-- A search now ignores the width of letters, the dot of a Turkish i and invisible characters. The
-- older entries of the index don't, so they're made again when somebody searches.
update search_progress set indexed_to = 0;
