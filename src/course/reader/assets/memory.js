// What the reader remembers for somebody, in the storage of this address.

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
