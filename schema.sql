-- The whole database, in numbered steps. A step that has shipped is never edited: what is needed
-- later is a new step at the end. Each one runs once, in a transaction of its own.
-- Times are whole milliseconds since 1970 (UTC) in columns named _at; hours and days are counted
-- from 1970 as well. STRICT makes SQLite refuse text in a number's place.

-- step 1: links

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

-- Roll-ups, kept for ever and filled by the trigger below: in step with the visits by construction.
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
