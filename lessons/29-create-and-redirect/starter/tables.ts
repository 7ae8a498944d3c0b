// The tables, in numbered steps. A step that has run somewhere never changes: what comes later is a
// new step at the end. Times are whole milliseconds since 1970.

export const steps: readonly string[] = [
  `create table links (
    id integer primary key,
    slug text not null unique,
    target text not null,
    created_at integer not null
  ) strict`,
]
