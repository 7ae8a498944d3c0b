// How to read what is certainly up to date. Any node can read its own copy, but only the leader has
// all that was stored; and a leader that the others no longer hear doesn't know yet that it has been
// replaced. So it has to ask them before it reads.
// Lesson: outgrowing-one-machine (tour)

/**
 * Chooses the read consistency from what a node says of its build. `linearizable` asks for a sign of
 * life from the others; nodes before 8.32.4 don't know it, and silently read without asking. For
 * them, and those that don't say, it's `strong`: the read itself goes into the log (rqlite.io,
 * "Read Consistency").
 */
export function levelOf(build: unknown): 'linearizable' | 'strong' {
  const version = typeof build === 'object' && build !== null && 'version' in build
    ? String(build.version).slice(0, 50)
    : ''
  const [, major = '0', minor = '0', patch = '0'] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []
  const isKnown = Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch) >= 8_032_004
  return isKnown ? 'linearizable' : 'strong'
}
