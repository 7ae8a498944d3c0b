// On paper nothing can be opened: what is folded is printed, and folded again afterwards.

export function startPrint() {
  let folded = []
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('main details:not([open])')]
    for (const details of folded) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false
    folded = []
  })
}
