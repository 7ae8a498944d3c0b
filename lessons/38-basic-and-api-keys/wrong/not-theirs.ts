// Makes links of programs without an owner.
//#file links.ts
//#replace
user: identity?.user.id ?? null,
//#with
user: identity?.by === 'key' ? null : identity?.user.id ?? null,
//#end
