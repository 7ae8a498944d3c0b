// Keeps the family of the program that sets the password.
//#file refreshTokens.ts
//#replace
  endAll(user: number): void
//#with
  endAll(user: number, except?: number): void
//#end
//#replace
'delete from token_families where user = ?')
//#with
'delete from token_families where user = ? and id <> ?')
//#end
//#replace
    endAll: (user) => void endAll.run(user),
//#with
    endAll: (user, except = 0) => void endAll.run(user, except),
//#end
//#file accessTokens.ts
//#replace
  find(token: string): { user: User; scopes: ReadonlySet<Scope> } | undefined
//#with
  find(token: string): { user: User; scopes: ReadonlySet<Scope>; family: number } | undefined
//#end
//#replace
        return { user, scopes: parseScopes(String(claims['scope'])) }
//#with
        const family = Number(claims['sid'])
        return { user, scopes: parseScopes(String(claims['scope'])), family }
//#end
//#file passwordRoutes.ts
//#replace
    refreshTokens.endAll(user.id)
//#with
    const [, token = ''] = context.header('authorization')?.split(' ') ?? []
    refreshTokens.endAll(user.id, parts.accessTokens.find(token)?.family)
//#end
