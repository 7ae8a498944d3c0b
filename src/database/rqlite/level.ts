// How to read what is certainly up to date. Any node can read its own copy, but only the leader
// certainly has all that was stored; and a leader that the others no longer hear doesn't know yet
// that it was replaced. So it has to ask them before it reads.
// Lesson: outgrowing-one-machine (tour)

/**
 * Chooses the read consistency from what a node says about its build. With `linearizable`, the
 * leader waits for a sign of life from the others. Nodes before 8.32.4 don't know this level, and
 * silently read without asking; with those, and with any that don't say what they are, it's
 * `strong`: the read goes through the log like a write (rqlite.io, "Read Consistency").
 */
export function levelOf(build: unknown): 'linearizable' | 'strong' {
  const version = typeof build === 'object' && build !== null && 'version' in build
    ? String(build.version).slice(0, 50)
    : ''
  const [, major = '0', minor = '0', patch = '0'] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []
  const isKnown = Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch) >= 8_032_004
  return isKnown ? 'linearizable' : 'strong'
}
