// Where people may go after signing in: the names with which the paths of our pages begin. No short
// link has such a name. Lesson: sessions (tour)

export const nextPages: readonly string[] = ['account', 'admin', 'links', 'logout', 'oauth']
