// The stream of events. A tab in the background lets go of it, because a browser keeps six
// connections to an address at most. When the reader is stopped, the page says so.

const patienceMs = 2_000

/** Keeps a stream open while the page can be seen. `onLost` and `onBack` follow each other. */
export function keepOpen(address, { listeners, onLost, onBack }) {
  let source
  let timer
  let isLost = false
  const open = () => {
    close()
    if (document.hidden) return
    source = new EventSource(address())
    for (const [name, listen] of Object.entries(listeners)) {
      source.addEventListener(name, ({ data }) => listen(JSON.parse(data)))
    }
    source.addEventListener('open', () => {
      if (isLost) onBack()
      isLost = false
    })
    source.addEventListener('error', ({ target }) => {
      if (target !== source || document.hidden) return
      if (!isLost) onLost()
      isLost = true
      // A browser tries again by itself, but not after a response that isn't a stream.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, patienceMs)
    })
  }
  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
  addEventListener('pagehide', close)
  addEventListener('pageshow', ({ persisted }) => persisted && open())
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  open()
}

/** Says that the reader doesn't respond, and takes back what it said about the exercise. */
export function showConnection(isOpen) {
  document.querySelector('#lost').hidden = isOpen
  document.documentElement.classList.toggle('lost', !isOpen)
}
