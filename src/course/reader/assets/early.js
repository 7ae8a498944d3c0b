// Runs before the first paint, so that nothing jumps: says that there are scripts, and which theme
// and layout of the page the learner chose.

(() => {
  const { classList, dataset } = document.documentElement
  classList.add('js')
  try {
    const theme = localStorage.getItem('theme')
    if (theme === 'light' || theme === 'dark') dataset.theme = theme
    if (localStorage.getItem('contents') === 'closed') classList.add('contents-closed')
    if (localStorage.getItem('wrap') === 'off') classList.add('unwrapped')
  } catch {
    // Storage can be forbidden; then every page begins with the usual.
  }
})()
