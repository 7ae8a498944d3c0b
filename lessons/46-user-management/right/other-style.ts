// Deletes table by table, keeps more in the trail, responds with other statuses, refuses unknown
// members, and ends a ticket with the first wrong code.
//#file profile.ts
//#replace
    if (!users.remove(user.id)) throw accountGone()
    audit.write({ actor: user.id, action: 'account-deleted', user: user.id })
    return empty(204, signOutHeaders(publicOrigin))
//#with
    if (!users.remove(user.id)) throw accountGone()
    audit.write({ actor: user.id, action: 'account-deleted', user: user.id })
    return json({ message: 'Goodbye' }, 200, signOutHeaders(publicOrigin))
//#end
//#replace
    const renamed = users.rename(user.id, readName(await readJson(context)))
//#with
    const value = await readJson(context)
    if (Object.keys(Object(value)).length > 1) throw new HttpError(400, 'Send a name only')
    const renamed = users.rename(user.id, readName(value))
//#end
//#replace
    user: users.find(id),
//#with
    madeAt: Date.now(),
    user: users.find(id),
    recoveryCodes: 'yours to keep',
//#end
//#replace
  throw new HttpError(422, `A name has
//#with
  throw new HttpError(400, `A name has
//#end
//#file credentials.ts
//#replace
  audit.write({ actor: user.id, action: 'user-made', user: user.id })
  const token
//#with
  audit.write({ actor: null, action: 'user-made', user: user.id })
  const token
//#end
//#file adminRoutes.ts
//#replace
    if (identity === undefined) return empty(303, { location: '/login?next=/admin', ...noStore })
    checkAdmin(identity)
//#with
    if (identity?.user.role !== 'admin' || !identity.scopes.has('admin')) {
      throw new HttpError(identity === undefined ? 401 : 404, 'There is nothing here', noStore)
    }
//#end
//#replace
import { checkAdmin, identify,
//#with
import { identify,
//#end
//#replace
    return json({ events: audit.list() }, 200, noStore)
//#with
    const events = audit.list().map((event) => ({ ...event, at: Date.parse(event.at), ip: null }))
    return json({ total: events.length, events: events.reverse() }, 200, noStore)
//#end
//#file users.ts
//#replace
    throw new HttpError(409, 'This is
//#with
    throw new HttpError(403, 'This is
//#end
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
//#file tables.ts
//#replace
    action text not null, user integer
  ) strict;
  create index
//#with
    action text not null, user integer, details text not null default '{}'
  ) strict;
  create index
//#end
//#file secondStep.ts
//#replace
  checkCode(parts, id, fields.code)
//#with
  try {
    checkCode(parts, id, fields.code)
  } catch (error) {
    oneTimeTokens.use('second-factor', ticket)
    throw error
  }
//#end
