// Keeps slugs apart with an index of its own.
//#file tables.ts
//#replace
    slug text not null unique,
    target text not null,
    created_at integer not null
  ) strict`,
//#with
    slug text not null,
    target text not null,
    created_at integer not null
  ) strict;
  create unique index links_by_slug on links (slug)`,
//#end
