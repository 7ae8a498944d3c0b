// Stores all members of a change that are columns.
//#file store.ts
//#replace
    update links set target = coalesce(?, target), note = coalesce(?, note)
//#with
    update links set target = coalesce(?, target), note = coalesce(?, note),
      clicks = coalesce(?, clicks), user = coalesce(?, user)
//#end
//#replace
    change: (slug, { id }, { target, note }) => toLink(update.get(target, note, slug, id)),
//#with
    change: (slug, { id }, { target, note, clicks = null, user = null }) =>
      toLink(update.get(target, note, clicks, user, slug, id)),
//#end
//#file manage.ts
//#replace
  return {
    target: target
//#with
  return {
    ...Object(value),
    target: target
//#end
