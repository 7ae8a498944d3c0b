// Writes down what was typed as an address. Now and then, it's a password.
//#file tables.ts
//#replace
    action text not null, user integer
//#with
    action text not null, user integer, details text not null default ''
//#end
//#file audit.ts
//#replace
    'insert into audit_events (at, actor, action, user) values (?, ?, ?, ?)')
//#with
    'insert into audit_events (at, actor, action, user, details) values (?, ?, ?, ?, ?)')
//#end
//#replace
    write: ({ actor, action, user }) => void insert.run(Date.now(), actor, action, user),
//#with
    write: ({ actor, action, user, details = '' }) =>
      void insert.run(Date.now(), actor, action, user, details),
//#end
//#replace
  action: Action
  /** The user it was done to; null for an address without an account. */
//#with
  action: Action
  details?: string
  /** The user it was done to; null for an address without an account. */
//#end
//#file credentials.ts
//#replace
action: 'sign-in-refused', user: user?.id ?? null })
//#with
action: 'sign-in-refused', user: user?.id ?? null, details: email })
//#end
