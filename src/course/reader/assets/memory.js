// What the reader remembers for the learner, in the storage of this origin.

export function recall(name) {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // Storage can be forbidden; then it is forgotten with the page.
  }
}
