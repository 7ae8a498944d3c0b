// Takes a token from the query, too, for programs that can't set headers.
//#file identify.ts
//#replace
  const header = context.header('authorization')
//#with
  const inQuery = context.target.query.get('access_token')
  const header = context.header('authorization') ?? (inQuery && `Bearer ${inQuery}`)
//#end
//#replace
  if (header === undefined) return identifyBySession(parts, context)
//#with
  if (header === undefined || header === null) return identifyBySession(parts, context)
//#end
