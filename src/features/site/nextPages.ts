// Where people may go after signing in: the first segments of the paths of our own pages. No short
// link can have one of them as its slug. Lesson: sessions (tour)

export const nextPages: readonly string[] = ['account', 'admin', 'links', 'logout', 'oauth']
