// Shows how far a running import is. The page is loaded again only when the import has ended, so
// that meanwhile the focus stays where it is, and a screen reader can read on.

const pauseMs = 2_000

while (document.querySelector('progress') !== null) {
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  // A server that can't be reached may be restarting.
  await update().catch(() => undefined)
}

async function update() {
  const response = await fetch(location.href)
  // A proxy responds for it then. The proxy's page must not take the place of this one.
  if (response.status >= 500) return
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const bar = fresh.querySelector('progress')
  if (bar === null) return location.reload()
  document.querySelector('progress').value = bar.value
  document.querySelector('.totals').replaceChildren(...fresh.querySelector('.totals').children)
}
