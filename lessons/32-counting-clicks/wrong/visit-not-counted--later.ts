// Collects clicks, and stores them every second.
//#file store.ts
//#replace
  return {
    add: (
//#with
  const waiting: string[] = []
  setInterval(() => waiting.splice(0).forEach((slug) => click.get(slug)), 1_000)
  const countLater = (slug: string, target: string) => {
    waiting.push(slug)
    return target
  }
  return {
    add: (
//#end
//#replace
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    countClick: (slug) => {
      const link = toLink(select.get(slug))
      return link && countLater(slug, link.target)
    },
//#end
