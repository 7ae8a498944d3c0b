// Numbers no new step: looks at the columns of the table, and adds those that are missing.
//#file tables.ts
//#replace
  // The owner is the SHA-256 of a cookie: a stolen copy of this file gives nobody the cookie.
  `alter table links add column note text not null default '';
  alter table links add column owner text;
  create index links_by_owner on links (owner, id)`,
//#with
//#end
//#file store.ts
//#replace
  const insert = database.prepare(`
//#with
  if (database.prepare("select 1 from pragma_table_info('links') where name = 'owner'").get()
    === undefined) {
    database.exec(`alter table links add column note text not null default '';
      alter table links add column owner text`)
  }
  const insert = database.prepare(`
//#end
